import { NotFoundAtVendorError, RejectedByVendorError } from '@crossdock/connector-kit';
import { waitFor } from '../support';
import { aRefund, CREDENTIALS, pln, Przelewy24Demo } from './przelewy24-demo';

let demo: Przelewy24Demo;
beforeAll(async () => {
  demo = await Przelewy24Demo.start();
});
beforeEach(async () => demo.restart());
afterAll(async () => demo.stop());

describe('a payment at Przelewy24', () => {
  it('is pending until the buyer pays, and has no number of P24', async () => {
    expect((await demo.register('1001-a', 12345)).status).toBe(200);
    expect(await demo.payments.readPayment('1001-a')).toMatchObject({
      state: 'pending',
      transactionId: null,
      amount: pln('123.45'),
    });
    expect(await demo.payments.confirmPayment({ reference: '1001-a', amount: pln('123.45') })).toMatchObject({
      state: 'pending',
    });
  });

  it('is paid once it is verified with the expected amount, however often that is asked', async () => {
    await demo.register('1001-a', 12345);
    await demo.advance({ action: 'pay', sessionId: '1001-a' });
    expect(await demo.payments.readPayment('1001-a')).toMatchObject({ state: 'pending', transactionId: '3000000123' });
    const first = await demo.payments.confirmPayment({ reference: '1001-a', amount: pln('123.45') });
    expect(first).toMatchObject({ state: 'paid', amount: pln('123.45'), transactionId: '3000000123', method: '154' });
    expect(Math.abs(Date.parse(first.paidAt!) - Date.now())).toBeLessThan(60_000);
    expect(await demo.payments.confirmPayment({ reference: '1001-a', amount: pln('123.45') })).toEqual(first);
    expect(await demo.records('transaction')).toMatchObject([
      { reference: '1001-a', status: 2, amount: 12345, verifyCount: 1 },
    ]);
  });

  it('is not confirmed over another amount, before and after the verification', async () => {
    await demo.register('1001-a', 12345);
    await demo.advance({ action: 'payPartly', sessionId: '1001-a', amount: 100 });
    const expected = { reference: '1001-a', amount: pln('123.45') };
    const refused = { constructor: RejectedByVendorError, field: 'amount' };
    await expect(demo.payments.confirmPayment(expected)).rejects.toMatchObject(refused);
    await demo.payments.confirmPayment({ reference: '1001-a', amount: pln('1.00') });
    await expect(demo.payments.confirmPayment(expected)).rejects.toMatchObject(refused);
    await expect(
      demo.payments.confirmPayment({ reference: '1001-a', amount: { amount: '1.00', currency: 'EUR' } }),
    ).rejects.toMatchObject({ constructor: RejectedByVendorError, field: 'currency' });
  });

  it('is not confirmed with the wrong CRC key', async () => {
    await demo.reopen({ credentials: { ...CREDENTIALS, crc: 'another' } });
    await expect(demo.payments.confirmPayment({ reference: '1001-a', amount: pln('1.00') })).rejects.toMatchObject({
      constructor: RejectedByVendorError,
      fix: expect.stringContaining('CRC key'),
    });
  });

  it('counts as confirmed when somebody else verified it first and P24 refuses to do it twice', async () => {
    await demo.settings({ repeatedVerify: 'refused' });
    const expected = { reference: '1001-a', amount: pln('50.00') };
    const both = await Promise.all([demo.payments.confirmPayment(expected), demo.payments.confirmPayment(expected)]);
    expect(both.map(({ state }) => state)).toEqual(['paid', 'paid']);
  });

  it('that P24 does not know is null to read and an error to confirm', async () => {
    expect(await demo.payments.readPayment('UNKNOWN-1')).toBeNull();
    await expect(demo.payments.confirmPayment({ reference: 'UNKNOWN-1', amount: pln('1.00') })).rejects.toThrow(
      NotFoundAtVendorError,
    );
    await demo.settings({ unknownSessions: 'not-found' });
    expect(await demo.payments.readPayment('1001-a')).toBeNull();
  });

  it('is found by a reference with any characters', async () => {
    const reference = 'Zamówienie 1001/2026 #ż?&%';
    expect(await demo.payments.confirmPayment({ reference, amount: pln('1.00') })).toMatchObject({
      reference,
      state: 'paid',
    });
  });

  it('with a reference that P24 could never have is refused before anything is sent', async () => {
    await expect(demo.payments.readPayment('x'.repeat(101))).rejects.toMatchObject({ field: 'sessionId' });
    expect(demo.connection.exchanges).toEqual([]);
  });
});

describe('notifications of Przelewy24', () => {
  it('of a payment come until it is verified, and are proved by their signature', async () => {
    await demo.settings({ notificationPausesMs: [50, 50, 600_000] });
    await demo.register('1001-a', 12345);
    await demo.advance({ action: 'pay', sessionId: '1001-a' });
    await waitFor(() => demo.shop.requests.length === 3, { what: 'three notifications' });
    const webhooks = [demo.takeWebhook(), demo.takeWebhook(), demo.takeWebhook()];
    const parsed = await Promise.all(
      webhooks.map((webhook) => demo.connection.ports.webhookReceiver!.receive(webhook)),
    );
    expect(parsed[0]).toEqual({
      deduplicationKey: 'payment:3000000123',
      events: [{ type: 'payment-changed', reference: '1001-a' }],
    });
    expect(parsed[1]).toEqual(parsed[0]);
  });

  it('of a refund name the refund', async () => {
    const request = aRefund(await demo.paidAndVerified('1001-a'));
    await demo.payments.refund(request, { key: 'k' });
    await demo.advance({ action: 'refundDone', sessionId: '1001-a' });
    await waitFor(() => demo.shop.requests.length === 1, { what: 'a notification' });
    expect(await demo.connection.ports.webhookReceiver!.receive(demo.takeWebhook())).toEqual({
      deduplicationKey: 'refund:refund-1001-1:0',
      events: [{ type: 'refund-changed', reference: 'refund-1001-1' }],
    });
  });
});
