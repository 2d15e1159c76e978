import { UnmappedValueError } from '@crossdock/connector-kit';
import { invoiceState, orderState } from './document-status';

describe('the status of a document', () => {
  it.each([
    ['Draft', false, 'open'],
    ['In Review', false, 'open'],
    ['In_x0020_Review', false, 'open'],
    ['Open', false, 'released'],
    ['Open', true, 'shipped'],
  ])('of an order %s, shipped: %s, is %s', (status, fullyShipped, state) => {
    expect(orderState({ status, fullyShipped })).toBe(state);
  });

  it.each([
    [' ', 'draft'],
    ['_x0020_', 'draft'],
    ['Draft', 'draft'],
    ['Open', 'issued'],
    ['Paid', 'issued'],
    ['Canceled', 'cancelled'],
    ['Corrective', 'cancelled'],
  ])('of an invoice "%s" is %s', (status, state) => {
    expect(invoiceState(status)).toBe(state);
  });

  it('with a word that nobody documented is an error that carries it', () => {
    expect(() => orderState({ status: 'Parked', fullyShipped: true })).toThrow(UnmappedValueError);
    expect(() => invoiceState('constructor')).toThrow(expect.objectContaining({ key: 'constructor' }) as Error);
  });
});
