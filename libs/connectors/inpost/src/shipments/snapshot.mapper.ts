import type { ShipmentState, TrackingEvent } from '@crossdock/canonical';
import type { RemoteRecord, ShipmentSnapshot } from '@crossdock/connector-kit';
import type { Shipment } from '../api/shipment';
import type { Tracking } from '../api/tracking';
import { certainState, toShipmentState } from './shipment-status';

// General knowledge, not in the vendor's API documentation (fact sheet, section 8).
const TRACKING_PAGE = 'https://inpost.pl/sledzenie-przesylek?number=';

export function toRemoteRecord(shipment: Shipment): RemoteRecord {
  return { id: String(shipment.id), number: shipment.tracking_number ?? null };
}

/**
 * A shipment as the hub sees it.
 * @param tracking the public history, null where there is none: then the present status is the only event
 */
export function toSnapshot(shipment: Shipment, tracking: Tracking | null): ShipmentSnapshot {
  const waybill = shipment.tracking_number ?? null;
  const events = tracking === null ? presentStatus(shipment) : toEvents(tracking);
  const problem = problemOf(shipment);
  const known = toShipmentState(shipment.status) ?? events.at(-1)?.state ?? certainState(waybill);
  return {
    ...toRemoteRecord(shipment),
    state: problem === null ? known : 'exception',
    waybill,
    trackingUrl: waybill === null ? null : `${TRACKING_PAGE}${encodeURIComponent(waybill)}`,
    events,
    problem,
  };
}

/** Oldest first. Words that are not in the vendor's list say nothing that the hub could act on. */
function toEvents({ tracking_details: details }: Tracking): TrackingEvent[] {
  return details
    .flatMap(({ status, datetime }) => eventOf(status, datetime))
    .sort((first, second) => first.at.localeCompare(second.at));
}

function presentStatus(shipment: Shipment): TrackingEvent[] {
  return eventOf(shipment.status, shipment.updated_at ?? shipment.created_at);
}

function eventOf(status: string, datetime: string): TrackingEvent[] {
  const state = toShipmentState(status);
  return state === null ? [] : [{ at: new Date(datetime).toISOString(), state, carrierStatus: status }];
}

/** What a person has to mend, in a sentence; null when all is well. */
function problemOf(shipment: Shipment): string | null {
  return unpaid(shipment) ?? unavailable(shipment) ?? stuck(shipment.status, toShipmentState(shipment.status));
}

/** A purchase that failed leaves the status at `offer_selected`; only `transactions` tells (fact sheet, section 3). */
function unpaid({ status, transactions }: Shipment): string | null {
  const last = (transactions ?? []).toSorted((first, second) => first.id - second.id).at(-1);
  if (status !== 'offer_selected' || last?.status !== 'failure') return null;
  const reason = last.details?.message ?? last.details?.error ?? 'InPost gave no reason';
  return `InPost could not charge for the shipment, so it has no waybill: ${reason}`;
}

function unavailable({ status, offers }: Shipment): string | null {
  const all = offers ?? [];
  const none = status === 'offers_prepared' && all.length > 0 && all.every((offer) => offer.status === 'unavailable');
  return none ? 'InPost has no offer for this shipment.' : null;
}

function stuck(status: string, state: ShipmentState | null): string | null {
  return state === 'exception' ? `InPost reports "${status}" for the parcel.` : null;
}
