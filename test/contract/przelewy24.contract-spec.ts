import { createHash } from 'node:crypto';
import type { RefundRequest } from '@crossdock/canonical';
import {
  AuthenticationError,
  ConflictError,
  NotFoundAtVendorError,
  RateLimitedError,
  RejectedByVendorError,
  TransientError,
  UnexpectedResponseError,
  UnknownOutcomeError,
  type Ports,
  type RawWebhook,
} from '@crossdock/connector-kit';
import {
  openTestConnection,
  startTestServer,
  type TestConnection,
  type TestServer,
} from '@crossdock/connector-kit/testing';
import { przelewy24Connector } from '@crossdock/connectors/przelewy24';
import { createSandbox, type Sandbox } from '../../apps/sandbox/src';
import { przelewy24System } from '../../apps/sandbox/src/vendors/przelewy24/przelewy24.system';
import { waitFor } from '../support';

type Json = Record<string, any>;

const CREDENTIALS = { apiKey: 'p24-sandbox-key', crc: 'example_crc_0001' };
const DEADLINE_MS = 400;
const SETTINGS = {
  unknownSessions: 'paid',
  refundAfterMs: null,
  availableFunds: null,
  repeatedVerify: 'success',
  webhookUrl: null,
};
const pln = (amount: string) => ({ amount, currency: 'PLN' });

describe('Przelewy24 over HTTP', () => {
  let sandbox: Sandbox;
  let address: string;
  let shop: TestServer;
  let connection: TestConnection;

  beforeAll(async () => {
    sandbox = createSandbox({ file: null, systems: [przelewy24System] });
    address = await sandbox.listen(0);
    shop = await startTestServer();
  });
  afterAll(async () => {
    await shop.close();
    await sandbox.close();
  });
  beforeEach(async () => {
    await control('POST', '/__sandbox/reset');
    await settings(SETTINGS);
    shop.requests.length = 0;
    connection = open();
  });
  afterEach(async () => connection.close());

  function open(changes: { credentials?: object; deadlineMs?: number } = {}): TestConnection {
    return openTestConnection(przelewy24Connector, {
      settings: {
        baseUrl: `${address}/przelewy24`,
        merchantId: 999999,
        posId: '999999',
        refundNotificationUrl: shop.baseUrl,
      },
      credentials: { ...CREDENTIALS, ...changes.credentials },
      ...(changes.deadlineMs === undefined ? {} : { deadlineMs: changes.deadlineMs }),
    });
  }

  async function reopen(changes: Parameters<typeof open>[0]): Promise<void> {
    await connection.close();
    connection = open(changes);
  }

  async function control(method: string, path: string, body?: object): Promise<any> {
    const answer = await fetch(`${address}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answer.json();
  }

  const settings = async (changes: object) => control('POST', '/__sandbox/przelewy24/settings', changes);
  const advance = async (body: object) => control('POST', '/__sandbox/przelewy24/advance', body);
  const fault = async (kind: string, more: object = {}) =>
    control('POST', '/__sandbox/przelewy24/faults', { kind, times: 1, ...more });
  const records = async (type: string): Promise<Json[]> => control('GET', `/__sandbox/przelewy24/records?type=${type}`);

  const payments = (): Ports['payments'] => connection.ports.payments!;

  /** As a shop would: registers the payment at P24. */
  async function register(sessionId: string, amount: number, changes: object = {}): Promise<Response> {
    const signed = JSON.stringify({ sessionId, merchantId: 999999, amount, currency: 'PLN', crc: CREDENTIALS.crc });
    const sign = createHash('sha384').update(signed).digest('hex');
    const body = {
      merchantId: 999999,
      posId: 999999,
      sessionId,
      amount,
      currency: 'PLN',
      description: 'Zamówienie',
      email: 'zaneta@example.com',
      client: 'Żaneta Łęcka',
      country: 'PL',
      language: 'pl',
      urlReturn: 'https://shop.example/dziekujemy',
      urlStatus: shop.baseUrl,
      sign,
      ...changes,
    };
    return fetch(`${address}/przelewy24/api/v1/transaction/register`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`999999:${CREDENTIALS.apiKey}`).toString('base64')}`,
      },
      body: JSON.stringify(body),
    });
  }

  async function paidAndVerified(sessionId: string, amount = '123.45'): Promise<string> {
    const { transactionId } = await payments().confirmPayment({ reference: sessionId, amount: pln(amount) });
    return transactionId!;
  }

  const aRefund = (transactionId: string, changes: Partial<RefundRequest> = {}): RefundRequest => ({
    reference: 'refund-1001-1',
    orderReference: '1001',
    paymentReference: '1001-a',
    transactionId,
    amount: pln('20.00'),
    reason: 'Zwrot: żółty kubek',
    ...changes,
  });

  function webhookOf(server: TestServer): RawWebhook {
    const [request] = server.requests.splice(0, 1);
    return { method: 'POST', headers: {}, query: {}, body: Buffer.from(request!.body), suffix: '' };
  }

  describe('a payment', () => {
    it('is pending until the buyer pays, and has no number of P24', async () => {
      expect((await register('1001-a', 12345)).status).toBe(200);
      expect(await payments().readPayment('1001-a')).toMatchObject({
        state: 'pending',
        transactionId: null,
        amount: pln('123.45'),
      });
      expect(await payments().confirmPayment({ reference: '1001-a', amount: pln('123.45') })).toMatchObject({
        state: 'pending',
      });
    });

    it('is paid once it is verified with the expected amount, however often that is asked', async () => {
      await register('1001-a', 12345);
      await advance({ action: 'pay', sessionId: '1001-a' });
      expect(await payments().readPayment('1001-a')).toMatchObject({ state: 'pending', transactionId: '3000000123' });
      const first = await payments().confirmPayment({ reference: '1001-a', amount: pln('123.45') });
      expect(first).toMatchObject({ state: 'paid', amount: pln('123.45'), transactionId: '3000000123', method: '154' });
      expect(Math.abs(Date.parse(first.paidAt!) - Date.now())).toBeLessThan(60_000);
      expect(await payments().confirmPayment({ reference: '1001-a', amount: pln('123.45') })).toEqual(first);
      expect(await records('transaction')).toMatchObject([
        { reference: '1001-a', status: 2, amount: 12345, verifyCount: 1 },
      ]);
    });

    it('is not confirmed over another amount, before and after the verification', async () => {
      await register('1001-a', 12345);
      await advance({ action: 'payPartly', sessionId: '1001-a', amount: 100 });
      const expected = { reference: '1001-a', amount: pln('123.45') };
      const refused = { constructor: RejectedByVendorError, field: 'amount' };
      await expect(payments().confirmPayment(expected)).rejects.toMatchObject(refused);
      await payments().confirmPayment({ reference: '1001-a', amount: pln('1.00') });
      await expect(payments().confirmPayment(expected)).rejects.toMatchObject(refused);
      await expect(
        payments().confirmPayment({ reference: '1001-a', amount: { amount: '1.00', currency: 'EUR' } }),
      ).rejects.toMatchObject({ constructor: RejectedByVendorError, field: 'currency' });
    });

    it('is not confirmed with the wrong CRC key', async () => {
      await reopen({ credentials: { crc: 'another' } });
      await expect(payments().confirmPayment({ reference: '1001-a', amount: pln('1.00') })).rejects.toMatchObject({
        constructor: RejectedByVendorError,
        fix: expect.stringContaining('CRC key'),
      });
    });

    it('counts as confirmed when somebody else verified it first and P24 refuses to do it twice', async () => {
      await settings({ repeatedVerify: 'refused' });
      const expected = { reference: '1001-a', amount: pln('50.00') };
      const both = await Promise.all([payments().confirmPayment(expected), payments().confirmPayment(expected)]);
      expect(both.map(({ state }) => state)).toEqual(['paid', 'paid']);
    });

    it('that P24 does not know is null to read and an error to confirm', async () => {
      expect(await payments().readPayment('UNKNOWN-1')).toBeNull();
      await expect(payments().confirmPayment({ reference: 'UNKNOWN-1', amount: pln('1.00') })).rejects.toThrow(
        NotFoundAtVendorError,
      );
      await settings({ unknownSessions: 'not-found' });
      expect(await payments().readPayment('1001-a')).toBeNull();
    });

    it('is found by a reference with any characters', async () => {
      const reference = 'Zamówienie 1001/2026 #ż?&%';
      expect(await payments().confirmPayment({ reference, amount: pln('1.00') })).toMatchObject({
        reference,
        state: 'paid',
      });
    });

    it('with a reference that P24 could never have is refused before anything is sent', async () => {
      await expect(payments().readPayment('x'.repeat(101))).rejects.toMatchObject({ field: 'sessionId' });
      expect(connection.exchanges).toEqual([]);
    });
  });

  describe('a refund', () => {
    it('is asked for, found by our reference and completed', async () => {
      const request = aRefund(await paidAndVerified('1001-a'));
      expect(await payments().findRefund(request)).toBeNull();
      const created = await payments().refund(request, { key: 'k' });
      expect(created).toEqual({
        reference: 'refund-1001-1',
        id: 'refund-1001-1',
        state: 'pending',
        amount: pln('20.00'),
      });
      expect(await payments().findRefund(request)).toEqual(created);
      await advance({ action: 'refundDone', sessionId: '1001-a' });
      expect(await payments().findRefund(request)).toMatchObject({ state: 'completed' });
      expect(await records('refund')).toMatchObject([
        { reference: '1001-a', amount: 2000, description: 'Zwrot: żółty kubek', status: 1 },
      ]);
    });

    it('may be rejected by P24 later', async () => {
      const request = aRefund(await paidAndVerified('1001-a'));
      await payments().refund(request, { key: 'k' });
      await advance({ action: 'refundRejected', sessionId: '1001-a' });
      expect(await payments().findRefund(request)).toMatchObject({ state: 'rejected' });
    });

    it('of everything turns the payment into a refunded one', async () => {
      const request = aRefund(await paidAndVerified('1001-a'), { amount: pln('123.45') });
      await payments().refund(request, { key: 'k' });
      await advance({ action: 'refundDone', sessionId: '1001-a' });
      expect(await payments().readPayment('1001-a')).toMatchObject({ state: 'refunded' });
      expect(await payments().confirmPayment({ reference: '1001-a', amount: pln('123.45') })).toMatchObject({
        state: 'refunded',
      });
    });

    it('asked for twice is made once, also with a very long reference', async () => {
      const request = aRefund(await paidAndVerified('1001-a'), { reference: `refund-${'x'.repeat(80)}` });
      const [first, second] = [
        await payments().refund(request, { key: 'k' }),
        await payments().refund(request, { key: 'k' }),
      ];
      expect(second).toEqual(first);
      expect(await records('refund')).toHaveLength(1);
    });

    it('finds the number of the payment when it is only known by the shop’s reference', async () => {
      await paidAndVerified('1001-a');
      expect(await payments().refund(aRefund('1001-a'), { key: 'k' })).toMatchObject({ state: 'pending' });
    });

    it('that was sent and not answered is found, not repeated', async () => {
      const request = aRefund(await paidAndVerified('1001-a'));
      await reopen({ deadlineMs: DEADLINE_MS });
      await fault('timeout-after-commit', { match: '/refund' });
      await expect(payments().refund(request, { key: 'k' })).rejects.toThrow(UnknownOutcomeError);
      expect(await payments().findRefund(request)).toMatchObject({ state: 'pending' });
      await payments().refund(request, { key: 'k' });
      expect(await records('refund')).toHaveLength(1);
    });

    it('sent twice at once is a conflict', async () => {
      const request = aRefund(await paidAndVerified('1001-a'));
      await advance({ action: 'concurrentCall' });
      await expect(payments().refund(request, { key: 'k' })).rejects.toThrow(ConflictError);
    });

    it('is tried again later when the balance is too low, and rejected when the payment is too small or not verified', async () => {
      const orderId = await paidAndVerified('1001-a');
      await settings({ availableFunds: 100 });
      await expect(payments().refund(aRefund(orderId), { key: 'k' })).rejects.toMatchObject({
        constructor: TransientError,
        code: 'refund.insufficient-funds',
      });
      await settings({ availableFunds: null });
      const tooMuch = payments().refund(aRefund(orderId, { amount: pln('123.46') }), { key: 'k' });
      await expect(tooMuch).rejects.toMatchObject({ constructor: RejectedByVendorError, field: 'amount' });
      const unverified = await payments().readPayment('1002-a');
      const early = aRefund(unverified!.transactionId!, { paymentReference: '1002-a' });
      await expect(payments().refund(early, { key: 'k' })).rejects.toMatchObject({
        vendorCode: 'Transaction in wrong status - cannot refund',
      });
      expect(await records('refund')).toEqual([]);
    });
  });

  describe('notifications', () => {
    it('of a payment come until it is verified, and are proved by their signature', async () => {
      await settings({ notificationPausesMs: [50, 50, 600_000] });
      await register('1001-a', 12345);
      await advance({ action: 'pay', sessionId: '1001-a' });
      await waitFor(() => shop.requests.length === 3, { what: 'three notifications' });
      const webhooks = [webhookOf(shop), webhookOf(shop), webhookOf(shop)];
      const parsed = await Promise.all(webhooks.map((webhook) => connection.ports.webhookReceiver!.receive(webhook)));
      expect(parsed[0]).toEqual({
        deduplicationKey: 'payment:3000000123',
        events: [{ type: 'payment-changed', reference: '1001-a' }],
      });
      expect(parsed[1]).toEqual(parsed[0]);
    });

    it('of a refund name the refund', async () => {
      const request = aRefund(await paidAndVerified('1001-a'));
      await payments().refund(request, { key: 'k' });
      await advance({ action: 'refundDone', sessionId: '1001-a' });
      await waitFor(() => shop.requests.length === 1, { what: 'a notification' });
      expect(await connection.ports.webhookReceiver!.receive(webhookOf(shop))).toEqual({
        deduplicationKey: 'refund:refund-1001-1:0',
        events: [{ type: 'refund-changed', reference: 'refund-1001-1' }],
      });
    });
  });

  describe('when things go wrong', () => {
    const expected = { reference: '1001-a', amount: pln('1.00') };

    it('waits as long as it is told', async () => {
      await fault('http-429', { retryAfter: 7 });
      await expect(payments().readPayment('1001-a')).rejects.toMatchObject({
        constructor: RateLimitedError,
        retryAfterMs: 7_000,
      });
    });

    it('tells refused credentials apart', async () => {
      await reopen({ credentials: { apiKey: 'wrong' } });
      await expect(payments().readPayment('1001-a')).rejects.toThrow(AuthenticationError);
      await expect(connection.ports.healthCheck!.check()).rejects.toThrow(AuthenticationError);
    });

    it('does not take a page of another server for an unknown payment', async () => {
      const elsewhere = openTestConnection(przelewy24Connector, {
        settings: { baseUrl: `${address}/nowhere`, merchantId: 999999, posId: 999999 },
        credentials: CREDENTIALS,
      });
      await expect(elsewhere.ports.payments!.readPayment('1001-a')).rejects.toThrow(NotFoundAtVendorError);
      await elsewhere.close();
    });

    it('does not believe an unreadable answer', async () => {
      await fault('malformed');
      await expect(payments().readPayment('1001-a')).rejects.toThrow(UnexpectedResponseError);
      await fault('malformed', { match: '/verify' });
      await expect(payments().confirmPayment(expected)).rejects.toThrow(UnknownOutcomeError);
      expect(await payments().confirmPayment(expected)).toMatchObject({ state: 'paid' });
      expect(await records('transaction')).toMatchObject([{ verifyCount: 1 }]);
    });

    it('takes a failure of a read for passing and of a write for unknown', async () => {
      await fault('http-500', { match: '/by/sessionId' });
      await expect(payments().readPayment('1001-a')).rejects.toThrow(TransientError);
      await fault('reset', { match: '/by/sessionId' });
      await expect(payments().readPayment('1001-a')).rejects.toThrow(TransientError);
      await fault('http-500', { match: '/verify' });
      await expect(payments().confirmPayment(expected)).rejects.toThrow(UnknownOutcomeError);
    });

    it('is healthy when the credentials are right', async () => {
      expect(await connection.ports.healthCheck!.check()).toEqual({ ok: true, detail: expect.any(String) });
    });

    it('keeps no secret and nothing of the buyer in what operators see', async () => {
      await register('1001-a', 2500);
      await advance({ action: 'pay', sessionId: '1001-a' });
      const orderId = await paidAndVerified('1001-a', '25.00');
      await payments().refund(aRefund(orderId), { key: 'k' });
      const seen = JSON.stringify(connection.exchanges);
      const basic = Buffer.from(`999999:${CREDENTIALS.apiKey}`).toString('base64');
      const hidden = [...Object.values(CREDENTIALS), basic, 'zaneta@example.com', 'Żaneta', 'Łęcka'];
      expect(hidden.filter((text) => seen.includes(text))).toEqual([]);
      expect(seen).toContain('1001-a');
    });
  });

  describe('the simulated vendor', () => {
    it.each<[string, object]>([
      ['a wrong signature', { sign: 'f'.repeat(96) }],
      ['another shop', { posId: 111111 }],
      ['an amount as text', { amount: '12345' }],
      ['a missing e-mail address', { email: undefined }],
      ['too long an e-mail address', { email: 'x'.repeat(51) }],
    ])('refuses a registration with %s', async (_what, changes) => {
      const answer = await register('1001-a', 12345, changes);
      expect([answer.status, await answer.json()]).toEqual([400, { error: 'Invalid input data', code: 400 }]);
    });

    it('sends the buyer back from the payment page, having paid', async () => {
      const { data } = (await (await register('1001-a', 12345)).json()) as Json;
      const page = await fetch(`${address}/przelewy24/trnRequest/${data.token}`, { redirect: 'manual' });
      expect([page.status, page.headers.get('location')]).toEqual([302, 'https://shop.example/dziekujemy']);
      expect(await records('transaction')).toMatchObject([{ status: 1 }]);
    });

    it('lets a session wait that asks for it', async () => {
      expect(await payments().readPayment('PENDING-1')).toMatchObject({ state: 'pending', transactionId: null });
      await advance({ action: 'pay', sessionId: 'PENDING-1' });
      expect(await payments().confirmPayment({ reference: 'PENDING-1', amount: pln('9.99') })).toMatchObject({
        state: 'paid',
      });
    });
  });
});
