import type { OrderFact } from './order-fact';
import type { FulfilmentProgress, ShipmentProgress } from './order-progress';
import { OrderInProgress, packed, PAID, parcelIs, requested, SPLIT } from './testing/an-order-in-progress';

const fulfilment = ({ progress }: OrderInProgress, key = 'F1'): FulfilmentProgress =>
  progress.fulfilments.find((found) => found.key === key)!;
const shipment = (order: OrderInProgress, item = 'F1/S1'): ShipmentProgress => {
  const [owner, key] = item.split('/');
  return fulfilment(order, owner).shipments.find((found) => found.key === key)!;
};

describe('a fact about the payment', () => {
  it('keeps when and under which transaction it was paid', () => {
    const { payment } = OrderInProgress.accepted().happens({ type: 'payment-pending' }).happens(PAID).progress;
    expect(payment).toEqual({ state: 'confirmed', transactionId: 'T-1', paidAt: '2026-11-23T08:16:00Z', refund: null });
  });

  it('adds the refund without forgetting the payment', () => {
    const { payment } = OrderInProgress.accepted()
      .happens(PAID)
      .happens({ type: 'payment-refunded', id: 'R-9' }, '', 'p24').progress;
    expect(payment).toEqual({
      state: 'refunded',
      transactionId: 'T-1',
      paidAt: '2026-11-23T08:16:00Z',
      refund: { connectionId: 'p24', id: 'R-9', number: null },
    });
  });
});

describe('a fact about a document', () => {
  it.each([
    ['sales-order-created', 'salesOrder'],
    ['payment-registered', 'paymentRegistration'],
  ] as const)('of type %s is kept as %s, with the connection that made it', (type, field) => {
    const { progress } = OrderInProgress.accepted().happens({ type, id: '7', number: 'SO/7' }, '', 'erp');
    expect(progress[field]).toEqual({ connectionId: 'erp', id: '7', number: 'SO/7' });
  });

  it('keeps the invoice as the ERP gave it', () => {
    const invoice = { id: 'i-1', number: 'FV/1', total: { amount: '92.95', currency: 'PLN' } };
    expect(OrderInProgress.accepted().happens({ type: 'invoice-issued', invoice }).progress.invoice).toEqual(invoice);
  });
});

describe('a fact about a fulfilment', () => {
  it('changes that fulfilment alone', () => {
    const order = OrderInProgress.accepted(SPLIT);
    const before = fulfilment(order, 'F2');
    order.happens({ type: 'fulfilment-requested', id: 'w-1', number: 'WZ/1' }, 'F1', 'wms-waw');
    expect(fulfilment(order)).toMatchObject({
      state: 'requested',
      remote: { connectionId: 'wms-waw', id: 'w-1', number: 'WZ/1' },
    });
    expect(fulfilment(order, 'F2')).toEqual(before);
  });

  it('plans its parcels when it is packed: as many as the carrier needs', () => {
    const single = OrderInProgress.accepted(SPLIT).happens(packed(2), 'F1');
    expect(fulfilment(single).shipments.map(({ key, reference, state }) => [key, reference, state])).toEqual([
      ['S1', '1001-F1-S1', 'planned'],
      ['S2', '1001-F1-S2', 'planned'],
    ]);
    expect(fulfilment(single, 'F2').shipments).toEqual([]);
    const together = OrderInProgress.accepted(SPLIT, { packagesPerShipment: null }).happens(packed(2), 'F1');
    expect(fulfilment(together).shipments).toHaveLength(1);
  });

  it('plans its parcels once: what the courier has made is not forgotten when the warehouse repeats itself', () => {
    const order = OrderInProgress.accepted()
      .happens(packed(1), 'F1')
      .happens({ type: 'shipment-created', id: 's-1', number: null }, 'F1/S1', 'inpost')
      .happens({ type: 'fulfilment-changed', state: 'shipped', packages: [{}, {}], reason: null }, 'F1');
    expect(fulfilment(order).shipments).toHaveLength(1);
    expect(shipment(order).remote).toEqual({ connectionId: 'inpost', id: 's-1', number: null });
  });

  it('plans no parcels while the warehouse picks, refuses or cancels', () => {
    for (const state of ['picking', 'refused', 'cancelled'] as const) {
      const fact: OrderFact = { type: 'fulfilment-changed', state, packages: [{}], reason: null };
      const order = OrderInProgress.accepted().happens(fact, 'F1');
      expect(fulfilment(order)).toMatchObject({ state, shipments: [] });
    }
  });
});

describe('a fact about a parcel', () => {
  const twoParcels = (): OrderInProgress => OrderInProgress.accepted(SPLIT).happens(packed(2), 'F1').happens(packed(1), 'F2'); // prettier-ignore

  it('changes that parcel alone, also where another fulfilment has a parcel of the same name', () => {
    const order = twoParcels().happens(parcelIs('shipped', '62'), 'F2/S1');
    expect(shipment(order, 'F2/S1')).toMatchObject({ state: 'shipped', waybill: '62' });
    for (const other of ['F1/S1', 'F1/S2']) {
      expect(shipment(order, other)).toMatchObject({ state: 'planned', waybill: null });
    }
  });

  it('keeps a waybill that the courier no longer repeats', () => {
    const order = twoParcels().happens(parcelIs('confirmed', '62'), 'F1/S1').happens(parcelIs('shipped', null), 'F1/S1'); // prettier-ignore
    expect(shipment(order)).toMatchObject({ state: 'shipped', waybill: '62' });
  });

  it('remembers its label, its report to the marketplace and that it was cancelled', () => {
    const order = twoParcels()
      .happens({ type: 'label-stored', format: 'pdf' }, 'F1/S1')
      .happens({ type: 'tracking-reported' }, 'F1/S1')
      .happens({ type: 'shipment-cancelled' }, 'F1/S2');
    expect(shipment(order)).toMatchObject({ labelStored: true, reported: true });
    expect(shipment(order, 'F1/S2')).toMatchObject({ labelStored: false, reported: false, state: 'cancelled' });
  });
});

describe('a fact about the cancellation', () => {
  const asked: OrderFact = { type: 'cancel-requested', at: '2026-11-23T09:00:00Z', reason: 'Zmiana planów' };

  it('collects what could not be undone until it is done', () => {
    const order = OrderInProgress.accepted()
      .happens(asked)
      .happens({ type: 'not-undone', what: 'shipment', reason: 'It is labelled.' })
      .happens({ type: 'not-undone', what: 'sales-order', reason: 'It is invoiced.' })
      .happens({ type: 'cancelled' });
    expect(order.progress.cancellation).toEqual({
      requestedAt: '2026-11-23T09:00:00Z',
      reason: 'Zmiana planów',
      state: 'done',
      notes: ['shipment: It is labelled.', 'sales-order: It is invoiced.'],
    });
  });

  it('is refused with the reason, and a new request begins anew', () => {
    const refused = OrderInProgress.accepted().happens(asked).happens({ type: 'cancel-refused', reason: 'Packed.' });
    expect(refused.progress.cancellation).toMatchObject({ state: 'refused', notes: ['Packed.'] });
    expect(refused.happens(asked).progress.cancellation).toMatchObject({ state: 'requested', notes: [] });
  });

  it('means nothing when nobody asked for one', () => {
    expect(OrderInProgress.accepted().happens({ type: 'cancelled' }).progress.cancellation).toBeNull();
  });
});

describe('any fact', () => {
  const facts: readonly (readonly [OrderFact, string])[] = [
    [PAID, ''],
    [{ type: 'sales-order-created', id: '7', number: null }, ''],
    [requested('w'), 'F1'],
    [packed(2), 'F1'],
    [{ type: 'shipment-created', id: 's', number: null }, 'F1/S2'],
    [parcelIs('shipped'), 'F1/S2'],
    [{ type: 'label-stored', format: 'pdf' }, 'F1/S2'],
    [{ type: 'status-reported', status: 'shipped' }, ''],
  ];

  it('that is known already changes nothing', () => {
    const order = OrderInProgress.accepted();
    for (const [fact, item] of facts) {
      const once = order.happens(fact, item).progress;
      expect(order.happens(fact, item).progress).toEqual(once);
    }
  });

  it('about a part that the order does not have changes nothing', () => {
    const order = OrderInProgress.accepted();
    const before = order.progress;
    expect(order.happens(requested('w'), 'F9').happens(parcelIs('delivered'), 'F1/S9').progress).toEqual(before);
  });

  it('leaves the progress that it was applied to as it was', () => {
    const order = OrderInProgress.accepted();
    const before = order.progress;
    const copy = structuredClone(before);
    for (const [fact, item] of facts) order.happens(fact, item);
    expect(before).toEqual(copy);
  });
});
