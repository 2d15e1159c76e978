import type { OrderFact } from './order-fact';
import { told } from './fact-timeline';
import { TIMELINE_CODES, type TimelineEntry } from './timeline';
import { timelineText } from './timeline-texts';
import { OrderInProgress, packed, PAID, parcelIs, SPLIT } from './testing/an-order-in-progress';

type Type = OrderFact['type'];

/** One fact of every type, and what it is about. The compiler sees to it that none is missing. */
const EVERY: { readonly [T in Type]: readonly [Extract<OrderFact, { type: T }>, string] } = {
  'payment-not-needed': [{ type: 'payment-not-needed', because: 'no-gateway' }, ''],
  'payment-pending': [{ type: 'payment-pending' }, ''],
  'payment-confirmed': [{ type: 'payment-confirmed', transactionId: 'T-1', paidAt: null }, ''],
  'payment-failed': [{ type: 'payment-failed', state: 'failed' }, ''],
  'sales-order-created': [{ type: 'sales-order-created', id: '7', number: 'SO/7' }, ''],
  'fulfilment-requested': [{ type: 'fulfilment-requested', id: '8', number: 'WZ/8' }, 'F1'],
  'fulfilment-changed': [{ type: 'fulfilment-changed', state: 'picking', packages: [], reason: null }, 'F1'],
  'shipment-created': [{ type: 'shipment-created', id: '9', number: 'P/9' }, 'F1/S1'],
  'shipment-changed': [
    { type: 'shipment-changed', state: 'shipped', waybill: '6200', trackingUrl: null, events: [] },
    'F1/S1',
  ],
  'label-stored': [{ type: 'label-stored', format: 'pdf' }, 'F1/S1'],
  'tracking-reported': [{ type: 'tracking-reported' }, 'F1/S1'],
  'status-reported': [{ type: 'status-reported', status: 'shipped' }, ''],
  'invoice-issued': [{ type: 'invoice-issued', invoice: { id: 'i', number: 'FV/1' } }, ''],
  'payment-registered': [{ type: 'payment-registered', id: '10', number: null }, ''],
  'fulfilment-cancelled': [{ type: 'fulfilment-cancelled' }, 'F1'],
  'shipment-cancelled': [{ type: 'shipment-cancelled' }, 'F1/S1'],
  'sales-order-cancelled': [{ type: 'sales-order-cancelled' }, ''],
  'payment-refunded': [{ type: 'payment-refunded', id: 'R-1' }, ''],
  'not-undone': [{ type: 'not-undone', what: 'shipment', reason: 'It is labelled.' }, 'F1/S1'],
  'cancel-requested': [{ type: 'cancel-requested', at: '2026-11-23T09:00:00Z', reason: 'Zmiana planów' }, ''],
  'cancel-refused': [{ type: 'cancel-refused', reason: 'It is packed.' }, 'F1'],
  cancelled: [{ type: 'cancelled' }, ''],
};
const everyFact = Object.values(EVERY) as readonly (readonly [OrderFact, string])[];

const withParcels = (): OrderInProgress =>
  OrderInProgress.accepted(SPLIT)
    .happens(PAID)
    .happens(packed(2), 'F1')
    .happens(parcelIs('confirmed', '6200'), 'F1/S1');
const tell = (fact: OrderFact, item: string, connectionId = 'c'): TimelineEntry[] =>
  told(fact, withParcels().happens(fact, item).progress, item, connectionId);

describe('what the timeline tells', () => {
  it.each(everyFact)('of $type is one entry with a text in every language', (fact, item) => {
    const [entry, ...more] = tell(fact, item);
    expect(more).toEqual([]);
    expect(TIMELINE_CODES).toContain(entry!.code);
    expect(timelineText(entry!.code, entry!.facts, 'en')).not.toBe(timelineText(entry!.code, entry!.facts, 'pl'));
  });

  it.each([
    ['payment-confirmed', 'The payment was confirmed (transaction T-1).'],
    ['payment-refunded', 'The payment was returned to the buyer (refund R-1).'],
    ['sales-order-created', 'The order was entered in the accounting system as SO/7.'],
    ['fulfilment-requested', 'The warehouse received the order to pack as WZ/8.'],
    ['shipment-created', 'A parcel was ordered from the courier (number P/9).'],
    ['shipment-changed', 'The courier has the parcel 6200.'],
    ['tracking-reported', 'The marketplace received the parcel number 6200.'],
    ['status-reported', 'The marketplace was told about the order: shipped.'],
    ['invoice-issued', 'The invoice FV/1 was issued.'],
    ['payment-registered', 'The payment was entered in the accounting system as 10.'],
    ['not-undone', 'One part could not be undone by itself (shipment): It is labelled.'],
    ['cancel-refused', 'The order could not be cancelled: It is packed.'],
  ] as const)('of %s has the numbers that its text wants', (type, text) => {
    const [fact, item] = EVERY[type];
    const [entry] = tell(fact, item);
    expect(timelineText(entry!.code, entry!.facts, 'en')).toBe(text);
  });

  it.each([
    ['planned', []],
    ['requested', []],
    ['picking', ['fulfilment.picking']],
    ['packed', ['fulfilment.packed']],
    ['shipped', ['fulfilment.packed']],
    ['refused', ['fulfilment.refused']],
    ['cancelled', []],
  ] as const)('of a fulfilment that is %s is %j', (state, codes) => {
    const fact: OrderFact = { type: 'fulfilment-changed', state, packages: [{}], reason: 'Brak towaru' };
    expect(tell(fact, 'F1').map((entry) => entry.code)).toEqual(codes);
  });

  it.each([
    ['created', []],
    ['confirmed', ['shipment.confirmed']],
    ['shipped', ['shipment.shipped']],
    ['delivered', ['shipment.delivered']],
    ['returned', ['shipment.returned']],
    ['exception', ['shipment.exception']],
    ['cancelled', []],
  ] as const)('of a parcel that is %s is %j', (state, codes) => {
    expect(tell(parcelIs(state), 'F1/S1').map((entry) => entry.code)).toEqual(codes);
  });

  it('names the part of the order and the connection', () => {
    expect(tell(EVERY['fulfilment-requested'][0], 'F2', 'wms-gdn')).toEqual([
      { code: 'fulfilment.requested', connectionId: 'wms-gdn', facts: { reference: '1001-F2', number: 'WZ/8' } },
    ]);
    expect(tell(parcelIs('shipped', '6201'), 'F1/S2')[0]!.facts).toEqual({ reference: '1001-F1-S2', waybill: '6201' });
    expect(tell({ type: 'cancelled' }, '', '')).toEqual([{ code: 'order.cancelled', connectionId: null, facts: {} }]);
  });

  it('holds nothing personal of the order', () => {
    const { customer, shippingAddress } = withParcels().order;
    const personal = [customer.email, customer.phone, customer.firstName, customer.lastName, shippingAddress.street];
    const all = JSON.stringify(everyFact.flatMap(([fact, item]) => tell(fact, item)));
    for (const value of personal) expect(all).not.toContain(value);
  });
});
