import { ConflictError, RejectedByVendorError, TransientError } from '@crossdock/connector-kit';
import { aRefund, pln, Przelewy24Demo } from './przelewy24-demo';

let demo: Przelewy24Demo;
beforeAll(async () => {
  demo = await Przelewy24Demo.start();
});
beforeEach(async () => demo.restart());
afterAll(async () => demo.stop());

describe('a refund at Przelewy24', () => {
  it('is asked for, found by our reference and completed', async () => {
    const request = aRefund(await demo.paidAndVerified('1001-a'));
    expect(await demo.payments.findRefund(request)).toBeNull();
    const created = await demo.payments.refund(request, { key: 'k' });
    expect(created).toEqual({
      reference: 'refund-1001-1',
      id: 'refund-1001-1',
      state: 'pending',
      amount: pln('20.00'),
    });
    expect(await demo.payments.findRefund(request)).toEqual(created);
    await demo.advance({ action: 'refundDone', sessionId: '1001-a' });
    expect(await demo.payments.findRefund(request)).toMatchObject({ state: 'completed' });
    expect(await demo.records('refund')).toMatchObject([
      { reference: '1001-a', amount: 2000, description: 'Zwrot: żółty kubek', status: 1 },
    ]);
  });

  it('may be rejected by P24 later', async () => {
    const request = aRefund(await demo.paidAndVerified('1001-a'));
    await demo.payments.refund(request, { key: 'k' });
    await demo.advance({ action: 'refundRejected', sessionId: '1001-a' });
    expect(await demo.payments.findRefund(request)).toMatchObject({ state: 'rejected' });
  });

  it('of everything turns the payment into a refunded one', async () => {
    const request = aRefund(await demo.paidAndVerified('1001-a'), { amount: pln('123.45') });
    await demo.payments.refund(request, { key: 'k' });
    await demo.advance({ action: 'refundDone', sessionId: '1001-a' });
    expect(await demo.payments.readPayment('1001-a')).toMatchObject({ state: 'refunded' });
    expect(await demo.payments.confirmPayment({ reference: '1001-a', amount: pln('123.45') })).toMatchObject({
      state: 'refunded',
    });
  });

  it('asked for twice is made once, also with a very long reference', async () => {
    const request = aRefund(await demo.paidAndVerified('1001-a'), { reference: `refund-${'x'.repeat(80)}` });
    const [first, second] = [
      await demo.payments.refund(request, { key: 'k' }),
      await demo.payments.refund(request, { key: 'k' }),
    ];
    expect(second).toEqual(first);
    expect(await demo.records('refund')).toHaveLength(1);
  });

  it('finds the number of the payment when it is only known by the shop’s reference', async () => {
    await demo.paidAndVerified('1001-a');
    expect(await demo.payments.refund(aRefund('1001-a'), { key: 'k' })).toMatchObject({ state: 'pending' });
  });

  it('sent twice at once is a conflict', async () => {
    const request = aRefund(await demo.paidAndVerified('1001-a'));
    await demo.advance({ action: 'concurrentCall' });
    await expect(demo.payments.refund(request, { key: 'k' })).rejects.toThrow(ConflictError);
  });

  it('is tried again later when the balance is too low, and rejected when the payment is too small or not verified', async () => {
    const orderId = await demo.paidAndVerified('1001-a');
    await demo.settings({ availableFunds: 100 });
    await expect(demo.payments.refund(aRefund(orderId), { key: 'k' })).rejects.toMatchObject({
      constructor: TransientError,
      code: 'refund.insufficient-funds',
    });
    await demo.settings({ availableFunds: null });
    const tooMuch = demo.payments.refund(aRefund(orderId, { amount: pln('123.46') }), { key: 'k' });
    await expect(tooMuch).rejects.toMatchObject({ constructor: RejectedByVendorError, field: 'amount' });
    const unverified = await demo.payments.readPayment('1002-a');
    const early = aRefund(unverified!.transactionId!, { paymentReference: '1002-a' });
    await expect(demo.payments.refund(early, { key: 'k' })).rejects.toMatchObject({
      vendorCode: 'Transaction in wrong status - cannot refund',
    });
    expect(await demo.records('refund')).toEqual([]);
  });
});
