import type { World } from '../../world/world';
import { isLocker, stateOf, waybillOf, type Shipment, type Transaction } from './state';
import { BEFORE_CONFIRMED, COURIER_WAY, LOCKER_WAY } from './statuses';
import { restTime, webhookTime } from './warsaw';

const EVENTS: Readonly<Record<string, string>> = {
  offers_prepared: 'offers_prepared',
  confirmed: 'shipment_confirmed',
};

const PRICE_PLN = { locker: 12.99, courier: 17.49 };

export const priceOf = (service: string): number => (isLocker(service) ? PRICE_PLN.locker : PRICE_PLN.courier);

export const beforeConfirmed = (shipment: Shipment): boolean =>
  BEFORE_CONFIRMED.some((name) => name === shipment.status);

/** Changes the status, with everything that the vendor does at that moment, and calls the organization's webhook. */
export function moveTo(world: World, shipment: Shipment, status: string): void {
  const at = restTime(world.now());
  shipment.status = status;
  shipment.updated_at = at;
  shipment.history.push({ status, datetime: at });
  if (status === 'offers_prepared') prepareOffers(world, shipment);
  if (status === 'offer_selected') selectOffer(shipment);
  if (status === 'confirmed') confirm(world, shipment);
  callWebhook(world, shipment);
}

function prepareOffers(world: World, shipment: Shipment): void {
  const rate = priceOf(shipment.service);
  const expires = restTime(new Date(world.now().getTime() + 5 * 60_000));
  shipment.offers = [{ id: stateOf(world).nextRow++, status: 'available', rate, currency: 'PLN', expires_at: expires }];
}

function selectOffer(shipment: Shipment): void {
  const [offer] = shipment.offers;
  if (offer === undefined) return;
  offer.status = 'selected';
  shipment.selected_offer = offer;
}

function confirm(world: World, shipment: Shipment): void {
  shipment.tracking_number = waybillOf(shipment.id);
  for (const [index, parcel] of shipment.parcels.entries()) {
    // Every parcel has a number of its own; the first is the shipment's.
    parcel.tracking_number = index === 0 ? shipment.tracking_number : waybillOf(shipment.id * 100 + index);
  }
  if (shipment.selected_offer !== null) shipment.selected_offer.status = 'bought';
  stateOf(world).byWaybill[shipment.tracking_number] = shipment.id;
}

/** Pays for the selected offer: to `confirmed`, or a failed transaction while the status stays `offer_selected`. */
export function buy(world: World, shipment: Shipment): void {
  const state = stateOf(world);
  const fails = state.failNextPurchases > 0 || world.setting('failPurchases', false);
  if (state.failNextPurchases > 0) state.failNextPurchases -= 1;
  recordTransaction(world, shipment, fails);
  if (!fails) {
    moveTo(world, shipment, 'confirmed');
    arm(world, shipment);
  }
}

export function recordTransaction(world: World, shipment: Shipment, fails: boolean): void {
  const at = restTime(world.now());
  const transaction: Transaction = {
    id: stateOf(world).nextRow++,
    status: fails ? 'failure' : 'success',
    offer_id: shipment.selected_offer?.id ?? 0,
    details: fails
      ? {
          status: 400,
          error: 'debt_collection',
          message: 'The organization is blocked because of a debt.',
          details: {},
        }
      : null,
    created_at: at,
    updated_at: at,
  };
  shipment.transactions.push(transaction);
  shipment.updated_at = at;
}

/** Sets the timer of the next status, where there is one. */
export function arm(world: World, shipment: Shipment): void {
  const delayMs = delayAfter(world, shipment);
  if (delayMs !== null) world.after(delayMs, 'step', { id: shipment.id, from: shipment.status });
}

export function nextStatus(shipment: Shipment): string | null {
  const { status } = shipment;
  const after = { created: 'offers_prepared', offers_prepared: 'offer_selected', offer_selected: 'confirmed' }[status];
  if (after !== undefined) return after;
  const way: readonly string[] = isLocker(shipment.service) ? LOCKER_WAY : COURIER_WAY;
  if (status === 'confirmed') return way[0] ?? null;
  const place = way.indexOf(status);
  return place < 0 ? null : (way[place + 1] ?? null);
}

function delayAfter(world: World, shipment: Shipment): number | null {
  if (nextStatus(shipment) === null) return null;
  if (shipment.status === 'offers_prepared' && shipment.only_choice_of_offer) return null;
  if (beforeConfirmed(shipment)) return world.setting('confirmAfterMs', 300) / BEFORE_CONFIRMED.length;
  const collectAfterMs = world.setting('collectAfterMs', 1_000);
  if (shipment.status === 'confirmed') return collectAfterMs;
  const steps = (isLocker(shipment.service) ? LOCKER_WAY : COURIER_WAY).length - 1;
  return Math.max(0, world.setting('deliverAfterMs', 120_000) - collectAfterMs) / steps;
}

/** One step of the way; a timer that was overtaken by `advance` or a cancellation does nothing. */
export function step(world: World, payload: Record<string, unknown>): void {
  const shipment = stateOf(world).shipments[String(payload.id)];
  if (shipment === undefined || shipment.status !== payload.from) return;
  stepOn(world, shipment);
}

export function stepOn(world: World, shipment: Shipment): void {
  const next = nextStatus(shipment);
  if (next === 'confirmed') {
    buy(world, shipment);
    return;
  }
  if (next === null) return;
  moveTo(world, shipment, next);
  arm(world, shipment);
}

/** No signature: the vendor has none (fact sheet, section 5). */
export function callWebhook(world: World, shipment: Shipment): void {
  const url = world.setting<string | null>('webhookUrl', null);
  if (url === null) return;
  world.notify({
    url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      event_ts: webhookTime(world.now()),
      event: EVENTS[shipment.status] ?? 'shipment_status_changed',
      organization_id: shipment.organization_id,
      payload: { shipment_id: shipment.id, status: shipment.status, tracking_number: shipment.tracking_number },
    }),
  });
}
