import { toShipmentState } from './shipment-status';

describe('the status table', () => {
  it.each([
    ['created', 'created'],
    ['offer_selected', 'created'],
    ['confirmed', 'confirmed'],
    ['collected_from_sender', 'shipped'],
    ['ready_to_pickup', 'shipped'],
    ['canceled_redirect_to_box', 'shipped'],
    ['delivered', 'delivered'],
    ['canceled', 'cancelled'],
    ['returned_to_sender', 'returned'],
    ['undelivered_wrong_address', 'exception'],
    ['missing', 'exception'],
  ])('reads %s as %s', (word, state) => {
    expect(toShipmentState(word)).toBe(state);
  });

  it('does not guess', () => {
    expect(toShipmentState('constructor')).toBeNull();
    expect(toShipmentState('Delivered')).toBeNull();
  });
});
