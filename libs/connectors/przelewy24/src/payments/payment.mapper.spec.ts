import { RejectedByVendorError, UnmappedValueError } from '@crossdock/connector-kit';
import verified from '../../fixtures/transaction.verified.json';
import { transactionAnswer } from '../api/transaction';
import { assertExpected, minorUnitsOf, toPaymentSnapshot } from './payment.mapper';

const { data: transaction } = transactionAnswer.parse(verified);
const snapshotOf = (changes: object) => toPaymentSnapshot({ ...transaction, ...changes }, 'Europe/Warsaw');
const pln = (amount: string) => ({ amount, currency: 'PLN' });

describe('a payment of Przelewy24', () => {
  it('is translated whole', () => {
    expect(snapshotOf({})).toEqual({
      reference: 'hub-1001-a',
      transactionId: '3000000123',
      state: 'paid',
      amount: { amount: '123.45', currency: 'PLN' },
      paidAt: '2026-11-23T08:16:30.000Z',
      method: '154',
    });
  });

  it.each([
    [0, 'pending'],
    [1, 'pending'],
    [2, 'paid'],
    [3, 'refunded'],
  ])('in status %i is %s', (status, state) => {
    expect(snapshotOf({ status }).state).toBe(state);
  });

  it('has no number of the vendor and no date before somebody paid', () => {
    expect(snapshotOf({ status: 0 })).toMatchObject({ transactionId: null, paidAt: null });
  });

  it('in a status that is not documented is an error that names it', () => {
    expect(() => snapshotOf({ status: 7 })).toThrow(
      expect.objectContaining({ constructor: UnmappedValueError, key: '7' }),
    );
  });

  it('may come without what is not needed', () => {
    const bare = { dateOfTransaction: null, paymentMethod: null, orderId: null };
    expect(snapshotOf(bare)).toMatchObject({ transactionId: null, paidAt: null, method: null });
  });
});

describe('the expected amount', () => {
  it('may be written with more or fewer zeros', () => {
    expect(() => {
      assertExpected(snapshotOf({}), pln('123.450'));
    }).not.toThrow();
  });

  it.each([
    [pln('123.44'), 'amount'],
    [{ amount: '123.45', currency: 'EUR' }, 'currency'],
  ])('of %j is refused, naming the %s', (expected, field) => {
    expect(() => {
      assertExpected(snapshotOf({}), expected);
    }).toThrow(expect.objectContaining({ constructor: RejectedByVendorError, field, code: 'payment.amount-differs' }));
  });

  it('has no fraction of a grosz', () => {
    expect(() => minorUnitsOf(pln('1.005'))).toThrow(RejectedByVendorError);
  });
});
