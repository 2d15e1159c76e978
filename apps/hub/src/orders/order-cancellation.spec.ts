import type { ShipmentState } from '@crossdock/canonical';
import { tooLate } from './order-cancellation';
import { OrderInProgress, packed, PAID, parcelIs, requested, SPLIT } from './testing/an-order-in-progress';

const withParcels = (): OrderInProgress =>
  OrderInProgress.accepted(SPLIT)
    .happens(PAID)
    .happens(requested('w1'), 'F1')
    .happens(requested('w2'), 'F2')
    .happens(packed(2), 'F1')
    .happens(packed(1), 'F2');

describe('cancelling an order', () => {
  it('may be tried as long as everything is still in the house', () => {
    expect(tooLate(OrderInProgress.accepted().subject())).toBeNull();
    expect(tooLate(OrderInProgress.accepted().happens(PAID).happens(requested('w'), 'F1').subject())).toBeNull();
    expect(tooLate(withParcels().subject())).toBeNull();
  });

  it.each<ShipmentState>(['created', 'confirmed', 'cancelled'])('may be tried while a parcel is %s', (state) => {
    expect(tooLate(withParcels().happens(parcelIs(state, null), 'F1/S2').subject())).toBeNull();
  });

  it.each<ShipmentState>(['shipped', 'delivered', 'returned', 'exception'])(
    'is too late once one of many parcels is %s, and says which',
    (state) => {
      const subject = withParcels().happens(parcelIs(state, '6200'), 'F1/S2').subject();
      expect(subject.status).toBe('packed');
      expect(tooLate(subject)).toContain('6200');
    },
  );

  it('names the parcel by our reference when it has no number', () => {
    expect(tooLate(withParcels().happens(parcelIs('shipped', null), 'F2/S1').subject())).toContain('1001-F2-S1');
  });

  it.each(['delivered', 'returned'] as const)('is too late for an order that is %s', (status) => {
    expect(tooLate(OrderInProgress.accepted().subject({ status }))).toBe(`The order is ${status} already.`);
  });

  it('is too late for an order that is shipped, even when its parcels say nothing', () => {
    expect(tooLate(OrderInProgress.accepted().subject({ status: 'shipped' }))).toContain('left the warehouse');
  });
});
