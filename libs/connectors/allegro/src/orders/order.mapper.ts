import type { Order, PickupPoint } from '@crossdock/canonical';
import { UnexpectedResponseError, UnmappedValueError, type ChannelOrder } from '@crossdock/connector-kit';
import type { CheckoutForm } from '../api/checkout-form';
import { billingAddress, customerOf, shippingAddress, wantsCompanyInvoice } from './buyer.mapper';
import { toOrderLines } from './order-line.mapper';
import type { OrderRules } from './order-rules';
import { orderState } from './order-status';
import { toPayment } from './payment.mapper';

const NOT_CHOSEN_YET = 'not-chosen';

/**
 * A checkout form as an order.
 * @throws {UnmappedValueError} when an open order has a code without a row in a lookup table; orders that are incomplete
 *   or cancelled are not imported, so they keep Allegro's own codes instead
 */
export function toChannelOrder(form: CheckoutForm, rules: OrderRules): ChannelOrder {
  const state = orderState(form);
  const lookups = state === 'open' ? rules.lookups : lenient(rules.lookups);
  return {
    order: toOrder(form, { ...rules, lookups }),
    state,
    revision: form.revision ?? form.updatedAt ?? form.status,
  };
}

function toOrder(form: CheckoutForm, rules: OrderRules): Order {
  const { amount: gross, currency } = form.summary.totalToPay;
  return {
    externalId: form.id,
    currency,
    placedAt: placedAt(form),
    customer: customerOf(form),
    billingAddress: billingAddress(form),
    shippingAddress: shippingAddress(form),
    ...deliveryOf(form, rules),
    payment: toPayment(form),
    lines: form.lineItems.flatMap((item) => toOrderLines(item, rules)),
    totals: { gross, currency },
    invoiceRequested: wantsCompanyInvoice(form),
    note: form.messageToSeller,
    attributes: {
      marketplace: form.marketplace?.id ?? null,
      allegroDeliveryMethod: form.delivery?.method?.name ?? null,
      smart: form.delivery?.smart ?? false,
    },
  };
}

/** Allegro gives no VAT rate for delivery, so it is a setting (fact sheet, section 8). */
function deliveryOf(form: CheckoutForm, rules: OrderRules): Pick<Order, 'delivery' | 'pickupPoint'> {
  const method = deliveryMethod(form, rules);
  const { currency } = form.summary.totalToPay;
  const taxRate = rules.settings.deliveryTaxRate;
  return {
    delivery: {
      method,
      price: { gross: form.delivery?.cost?.amount ?? '0.00', currency, taxRate: taxRate === '' ? null : taxRate },
    },
    pickupPoint: pickupPointOf(form, method, rules.lookups),
  };
}

/** The first purchase of the form; forms that were put together have several. */
function placedAt({ id, lineItems, payment, updatedAt }: CheckoutForm): string {
  const purchases = lineItems.flatMap(({ boughtAt }) => boughtAt ?? []).map((at) => new Date(at).toISOString());
  const earliest = purchases.sort().at(0) ?? payment?.finishedAt ?? updatedAt;
  if (earliest != null) return new Date(earliest).toISOString();
  throw new UnexpectedResponseError({
    code: 'order.without-time',
    summary: `Allegro does not say when the order ${id} was placed.`,
    field: 'lineItems.boughtAt',
  });
}

/**
 * By the id of the method: names repeat and change. A method without a row is one of the other couriers, but never when it
 * leads to a pickup point: the parcel would go to the buyer's home instead.
 */
function deliveryMethod({ delivery }: CheckoutForm, { lookups, settings }: OrderRules): string {
  const id = delivery?.method?.id;
  if (id == null) return NOT_CHOSEN_YET;
  const known = lookups.find('delivery-method', id);
  if (known !== null) return known;
  if (delivery?.pickupPoint == null && settings.otherDeliveryMethod !== '') return settings.otherDeliveryMethod;
  return withName(id, delivery?.method?.name, () => lookups.get('delivery-method', id));
}

/** Nobody knows a delivery method by its id. */
function withName(id: string, name: string | null | undefined, look: () => string): string {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof UnmappedValueError) || name == null) throw error;
    const facts = { summary: `The Allegro delivery method "${name}" (${id}) has no entry in "delivery-method".` };
    throw new UnmappedValueError(error.table, error.key, facts);
  }
}

function pickupPointOf({ delivery }: CheckoutForm, method: string, lookups: OrderRules['lookups']): PickupPoint | null {
  const point = delivery?.pickupPoint;
  if (point?.id == null) return null;
  return { carrier: lookups.get('pickup-point-carrier', method), id: point.id, name: point.name };
}

function lenient(lookups: OrderRules['lookups']): OrderRules['lookups'] {
  return { find: (table, key) => lookups.find(table, key), get: (table, key) => lookups.find(table, key) ?? key };
}
