import { FULFILMENT_STATES, ORDER_STATUSES, canTransition, type ShipmentState } from '@crossdock/canonical';
import fc from 'fast-check';
import type { OrderFact } from './order-fact';
import { OrderInProgress, packed, PAID, parcelIs, requested, SPLIT } from './testing/an-order-in-progress';

const SHIPMENT_STATES: readonly ShipmentState[] = [
  'created',
  'confirmed',
  'shipped',
  'delivered',
  'returned',
  'cancelled',
  'exception',
];
const PARCELS = ['F1/S1', 'F1/S2', 'F2/S1'] as const;
const ASKED: OrderFact = { type: 'cancel-requested', at: '2026-11-23T09:00:00Z', reason: 'Zmiana planów' };

const withWarehouse = (): OrderInProgress =>
  OrderInProgress.accepted(SPLIT).happens(PAID).happens(requested('w1'), 'F1').happens(requested('w2'), 'F2');
const withParcels = (): OrderInProgress => withWarehouse().happens(packed(2), 'F1').happens(packed(1), 'F2');

describe('the status of an order', () => {
  it('follows its payment', () => {
    expect(OrderInProgress.accepted().status).toBe('received');
    const order = OrderInProgress.accepted().happens({ type: 'payment-pending' });
    expect(order.status).toBe('awaiting_payment');
    expect(order.happens(PAID).status).toBe('processing');
  });

  it('is picking once every warehouse has its part, and packed once every warehouse has packed', () => {
    const order = OrderInProgress.accepted(SPLIT).happens(PAID).happens(requested('w1'), 'F1');
    expect(order.status).toBe('processing');
    expect(order.happens(requested('w2'), 'F2').status).toBe('picking');
    expect(order.happens(packed(2), 'F1').status).toBe('picking');
    expect(order.happens(packed(1), 'F2').status).toBe('packed');
  });

  it('is shipped when the last parcel is on its way, and delivered when the last one has arrived', () => {
    const order = withParcels();
    expect(order.happens(parcelIs('shipped'), 'F1/S1').happens(parcelIs('shipped'), 'F1/S2').status).toBe('packed');
    expect(order.happens(parcelIs('exception'), 'F2/S1').status).toBe('shipped');
    expect(order.happens(parcelIs('delivered'), 'F1/S1').happens(parcelIs('delivered'), 'F1/S2').status).toBe('shipped'); // prettier-ignore
    expect(order.happens(parcelIs('delivered'), 'F2/S1').status).toBe('delivered');
  });

  it('does not count parcels that were cancelled', () => {
    const order = withParcels().happens({ type: 'shipment-cancelled' }, 'F1/S2');
    expect(order.happens(parcelIs('shipped'), 'F1/S1').happens(parcelIs('shipped'), 'F2/S1').status).toBe('shipped');
  });

  it('is returned when everything came back, also after it was delivered', () => {
    const order = withParcels();
    for (const parcel of PARCELS) order.happens(parcelIs('delivered'), parcel);
    for (const parcel of PARCELS) order.happens(parcelIs('returned'), parcel);
    expect(order.statuses.slice(-4)).toEqual(['delivered', 'delivered', 'delivered', 'returned']);
  });

  it('is cancelled when everything is undone, not when somebody asked for it', () => {
    const order = withWarehouse().happens(ASKED);
    expect(order.status).toBe('picking');
    expect(order.happens({ type: 'cancelled' }).status).toBe('cancelled');
    expect(order.happens(packed(1), 'F1').happens(packed(1), 'F2').status).toBe('cancelled');
  });

  const somewhere = <T>(facts: fc.Arbitrary<T>, ...items: string[]): fc.Arbitrary<[T, string]> =>
    fc.tuple(facts, fc.constantFrom(...items));
  const anything: fc.Arbitrary<[OrderFact, string]> = fc.oneof(
    somewhere(
      fc.constantFrom<OrderFact>(
        { type: 'payment-not-needed', because: 'no-gateway' },
        { type: 'payment-pending' },
        { type: 'payment-failed', state: 'failed' },
        PAID,
        { type: 'payment-refunded', id: 'r' },
        { type: 'sales-order-created', id: 's', number: null },
        ASKED,
        { type: 'cancel-refused', reason: 'Packed.' },
        { type: 'cancelled' },
      ),
      '',
    ),
    somewhere(
      fc.oneof(
        fc.constantFrom<OrderFact>(requested('w'), { type: 'fulfilment-cancelled' }),
        fc.record({
          type: fc.constant('fulfilment-changed' as const),
          state: fc.constantFrom(...FULFILMENT_STATES),
          packages: fc.constantFrom([], [{}], [{}, {}]),
          reason: fc.constant(null),
        }),
      ),
      'F1',
      'F2',
    ),
    somewhere(
      fc.oneof(
        fc.constantFrom<OrderFact>({ type: 'shipment-created', id: 'x', number: null }, { type: 'shipment-cancelled' }),
        fc.constantFrom(...SHIPMENT_STATES).map((state) => parcelIs(state)),
      ),
      ...PARCELS,
    ),
  );

  it('never goes back, whatever happens in whatever order, and final words stay', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 40 }), (facts) => {
        const order = OrderInProgress.accepted(SPLIT);
        for (const [fact, item] of facts) order.happens(fact, item);
        for (const [index, status] of order.statuses.entries()) {
          const before = order.statuses[index - 1] ?? 'received';
          if (status === before) continue;
          expect(canTransition(before, status)).toBe(true);
          expect(ORDER_STATUSES.indexOf(status)).toBeGreaterThan(ORDER_STATUSES.indexOf(before));
          expect(['cancelled', 'returned']).not.toContain(before);
          if (before === 'delivered') expect(status).toBe('returned');
        }
      }),
      { numRuns: 500 },
    );
  });
});
