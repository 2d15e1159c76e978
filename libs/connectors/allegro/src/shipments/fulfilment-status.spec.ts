import { ORDER_STATUSES, type OrderStatus } from '@crossdock/canonical';
import { statusToSet } from './fulfilment-status';

const atAllegro = (fulfilment: string | null, status = 'READY_FOR_PROCESSING'): Parameters<typeof statusToSet>[0] => ({
  status,
  fulfillment: fulfilment === null ? null : { status: fulfilment },
});

describe('the seller status of an order', () => {
  it('says what the hub has come to', () => {
    const told = ORDER_STATUSES.map((status) => [status, statusToSet(atAllegro('NEW'), status)]);
    expect(Object.fromEntries(told)).toEqual({
      received: null,
      awaiting_payment: null,
      awaiting_approval: null,
      processing: 'PROCESSING',
      picking: 'PROCESSING',
      packed: 'READY_FOR_SHIPMENT',
      shipped: 'SENT',
      delivered: 'PICKED_UP',
      cancelled: 'CANCELLED',
      returned: null,
    });
  });

  it.each<[string | null, OrderStatus, string | null]>([
    [null, 'processing', 'PROCESSING'],
    ['PROCESSING', 'picking', null],
    ['SENT', 'packed', null],
    ['READY_FOR_PICKUP', 'packed', null],
    ['PICKED_UP', 'shipped', null],
    ['SUSPENDED', 'processing', 'PROCESSING'],
    ['SENT', 'cancelled', 'CANCELLED'],
    ['CANCELLED', 'shipped', 'SENT'],
    ['RETURNED', 'cancelled', null],
  ])('at %s becomes, when the order is %s, %s', (present, status, expected) => {
    expect(statusToSet(atAllegro(present), status)).toBe(expected);
  });

  it('of an order that Allegro cancelled shows no progress', () => {
    expect(statusToSet(atAllegro('NEW', 'CANCELLED'), 'processing')).toBeNull();
    expect(statusToSet(atAllegro('NEW', 'CANCELLED'), 'cancelled')).toBe('CANCELLED');
  });
});
