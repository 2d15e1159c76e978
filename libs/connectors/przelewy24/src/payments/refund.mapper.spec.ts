import { AmbiguousMatchError, UnmappedValueError } from '@crossdock/connector-kit';
import refundsFixture from '../../fixtures/refunds.json';
import { refundBody, refundsAnswer } from '../api/refund';
import { notifiedRefundState, refundState } from './payment-status';
import { refundsUuidOf, requestIdOf } from './refund-ids';
import { ourRefund, toRefundBody } from './refund.mapper';

const { data: refunds } = refundsAnswer.parse(refundsFixture);
const request = {
  reference: 'hub-ref-1001-1',
  orderReference: '1001',
  paymentReference: 'hub-1001-a',
  transactionId: '3000000123',
  amount: { amount: '20.00', currency: 'PLN' },
  reason: 'Zwrot RMA-55',
};
const LONG = 'zwrot-2026-11-24-kanal-allegro-zamowienie-1234567890-pozycja-1';

describe('asking for a refund', () => {
  it('uses our reference for both ids and minor units', () => {
    expect(toRefundBody(request, 3000000123, 'https://hub.example/hooks/p24')).toEqual({
      requestId: 'hub-ref-1001-1',
      refundsUuid: 'hub-ref-1001-1',
      urlStatus: 'https://hub.example/hooks/p24',
      refunds: [{ orderId: 3000000123, sessionId: 'hub-1001-a', amount: 2000, description: 'Zwrot RMA-55' }],
    });
  });

  it('cuts the reason to what fits into a transfer and leaves an empty one out', () => {
    const [cut] = toRefundBody({ ...request, reason: `Zwrot\n${'ż'.repeat(60)}` }, 1, undefined).refunds;
    expect(cut!.description).toBe(`Zwrot ${'ż'.repeat(29)}`);
    expect(toRefundBody({ ...request, reason: ' ' }, 1, undefined).refunds[0]).not.toHaveProperty('description');
  });

  it('fits the schema of the request, however long the reference is', () => {
    expect(refundBody.safeParse(toRefundBody({ ...request, reference: LONG }, 1, undefined)).success).toBe(true);
  });
});

describe('ids of a refund', () => {
  it('are our reference where it fits, to the last character', () => {
    expect([requestIdOf('x'.repeat(45)), refundsUuidOf('x'.repeat(35))]).toEqual(['x'.repeat(45), 'x'.repeat(35)]);
  });

  it('are shortened in the same way every time, and differently for every reference', () => {
    expect(requestIdOf(LONG)).toBe('zwrot-2026-11-24-kanal-alleg-7c1e3c9064408a57');
    expect(refundsUuidOf(LONG)).toBe('zwrot-2026-11-24-k-7c1e3c9064408a57');
    expect(requestIdOf(`${LONG}1`)).not.toBe(requestIdOf(LONG));
  });
});

describe('looking for our refund', () => {
  it('finds it by its id among the others', () => {
    expect(ourRefund(refunds, 'hub-ref-1001-2')).toEqual({
      reference: 'hub-ref-1001-2',
      id: 'hub-ref-1001-2',
      state: 'completed',
      amount: { amount: '3.45', currency: 'PLN' },
    });
  });

  it('does not take one whose id only begins alike', () => {
    expect(ourRefund(refunds, 'hub-ref-1001')).toBeNull();
  });

  it('does not choose between two', () => {
    const twice = { ...refunds, refunds: [...refunds.refunds, ...refunds.refunds] };
    expect(() => ourRefund(twice, 'hub-ref-1001-1')).toThrow(AmbiguousMatchError);
  });
});

describe('the two vocabularies of refunds', () => {
  it('mean the opposite by 1', () => {
    expect([1, 2, 3, 4].map(refundState)).toEqual(['completed', 'pending', 'pending', 'rejected']);
    expect([0, 1].map(notifiedRefundState)).toEqual(['completed', 'rejected']);
  });

  it('have no other words', () => {
    expect(() => refundState(0)).toThrow(UnmappedValueError);
    expect(() => notifiedRefundState(2)).toThrow(UnmappedValueError);
  });
});
