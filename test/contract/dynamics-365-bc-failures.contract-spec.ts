import {
  AuthenticationError,
  ConfigurationError,
  RateLimitedError,
  TransientError,
  UnexpectedResponseError,
  UnknownOutcomeError,
  UnmappedValueError,
} from '@crossdock/connector-kit';
import { aPayment, BcDemo, CREDENTIALS, SHORT_DEADLINE_MS } from './dynamics-365-bc-demo';

describe('Business Central over HTTP: sign-in and failures', () => {
  let bc: BcDemo;

  beforeAll(async () => {
    bc = await BcDemo.start();
  });
  afterAll(async () => bc.stop());
  beforeEach(async () => bc.restart());

  describe('the sign-in', () => {
    it.each([{ clientSecret: 'wrong' }, { clientId: 'unknown' }])(
      'with %j is an authentication error',
      async (wrong) => {
        await bc.reopen({ credentials: wrong });
        await expect(bc.documents.findSalesOrder('1001')).rejects.toBeInstanceOf(AuthenticationError);
        await expect(bc.health.check()).resolves.toMatchObject({ ok: false });
      },
    );

    it('is renewed when the token expired', async () => {
      await bc.settings({ accessTokenLifeS: 0.01 });
      await bc.health.check();
      await bc.settings({ accessTokenLifeS: 3_599 });
      await expect(bc.health.check()).resolves.toMatchObject({ ok: true });
    });

    it('that is refused is renewed once, then it is an authentication error', async () => {
      await bc.fault('auth', { match: '/salesOrders' });
      await expect(bc.documents.findSalesOrder('1001')).resolves.toBeNull();
      await bc.fault('auth', { match: '/salesOrders', times: 2 });
      await expect(bc.documents.findSalesOrder('1001')).rejects.toBeInstanceOf(AuthenticationError);
    });

    it('to a company that is not there names those that are', async () => {
      await bc.reopen({ settings: { company: 'Another' } });
      await expect(bc.documents.findSalesOrder('1001')).rejects.toBeInstanceOf(ConfigurationError);
      const report = await bc.health.check();
      expect(report).toEqual({ ok: false, detail: expect.stringContaining('Another') as string });
    });
  });

  describe('an answer that got lost', () => {
    it('of a new order: it is found, and made once', async () => {
      await bc.create('1000');
      await bc.reopen({ deadlineMs: SHORT_DEADLINE_MS });
      await bc.fault('timeout-after-commit', { match: '/salesOrders' });
      await expect(bc.create('1001')).rejects.toBeInstanceOf(UnknownOutcomeError);
      const found = await bc.documents.findSalesOrder('1001');
      const made = (await bc.records('sales-order')).filter(({ reference }) => reference === '1001');
      expect(made).toEqual([expect.objectContaining({ id: found!.id, number: found!.number })]);
    });

    it('of a new customer: the next try uses it', async () => {
      await bc.health.check();
      await bc.reopen({ deadlineMs: SHORT_DEADLINE_MS });
      await bc.documents.findSalesOrder('1001');
      // The look-up's address ends with a filter; only the creation ends here. The first fault is for the look-up.
      await bc.fault('slow', { match: '/customers', delayMs: 0 });
      await bc.fault('timeout-after-commit', { match: '/customers' });
      await expect(bc.create('1001')).rejects.toBeInstanceOf(UnknownOutcomeError);
      await bc.create('1001');
      expect(await bc.customers()).toHaveLength(1);
      expect(await bc.records('sales-order')).toHaveLength(1);
    });

    it('of an invoice: it is read, and posted once', async () => {
      const record = await bc.create('1001');
      await bc.reopen({ deadlineMs: SHORT_DEADLINE_MS });
      await bc.fault('timeout-after-commit', { match: 'shipAndInvoice' });
      await expect(bc.documents.invoiceSalesOrder(record, '1001')).rejects.toBeInstanceOf(UnknownOutcomeError);
      const { invoice } = await bc.documents.readSalesOrder(record, '1001');
      await expect(bc.documents.invoiceSalesOrder(record, '1001')).resolves.toEqual(invoice);
      expect(await bc.records('invoice')).toHaveLength(1);
    });

    it('of a payment: it is found, and entered once', async () => {
      const record = await bc.create('1001');
      const payment = aPayment('1001', record, (await bc.documents.invoiceSalesOrder(record, '1001'))!);
      await bc.documents.findPayment(payment);
      await bc.reopen({ deadlineMs: SHORT_DEADLINE_MS });
      await bc.fault('timeout-after-commit', { match: '/customerPayments' });
      await expect(bc.register(payment)).rejects.toBeInstanceOf(UnknownOutcomeError);
      const [entered] = await bc.records('payment');
      await expect(bc.documents.findPayment(payment)).resolves.toMatchObject({ id: entered!.id });
      expect(await bc.records('payment')).toHaveLength(1);
    });
  });

  describe('when Business Central fails', () => {
    it('a throttled call tells how long to wait', async () => {
      await bc.fault('http-429', { match: '/salesOrders', retryAfter: 7 });
      const throttled = bc.documents.findSalesOrder('1001');
      await expect(throttled).rejects.toBeInstanceOf(RateLimitedError);
      await expect(throttled).rejects.toMatchObject({ retryAfterMs: 7_000 });
    });

    it('over 6000 calls in five minutes it throttles', async () => {
      await bc.settings({ callsPerWindow: 0, retryAfterS: 3 });
      await expect(bc.documents.findSalesOrder('1001')).rejects.toMatchObject({ retryAfterMs: 3_000 });
    });

    it('a read that fails is transient, and so is one that cannot be read', async () => {
      await bc.fault('http-500', { match: '/salesOrders' });
      await expect(bc.documents.findSalesOrder('1001')).rejects.toBeInstanceOf(TransientError);
      await bc.fault('malformed', { match: '/salesOrders' });
      await expect(bc.documents.findSalesOrder('1001')).rejects.toBeInstanceOf(UnexpectedResponseError);
    });

    it.each(['http-500', 'malformed', 'reset'])('a write that ends with %s has an unknown outcome', async (kind) => {
      const record = await bc.create('1001');
      await bc.fault(kind, { match: '/salesOrders' });
      await expect(bc.create('1002')).rejects.toBeInstanceOf(UnknownOutcomeError);
      await bc.fault(kind, { match: 'shipAndInvoice' });
      await expect(bc.documents.invoiceSalesOrder(record, '1001')).rejects.toBeInstanceOf(UnknownOutcomeError);
    });

    it('a word for a status that is not known is shown', async () => {
      const record = await bc.create('1001');
      await bc.advance({ action: 'status', reference: '1001', status: 'In_x0020_Review' });
      await expect(bc.documents.readSalesOrder(record, '1001')).resolves.toMatchObject({ state: 'open' });
      await bc.advance({ action: 'status', reference: '1001', status: 'Parked' });
      const reading = bc.documents.readSalesOrder(record, '1001');
      await expect(reading).rejects.toBeInstanceOf(UnmappedValueError);
      await expect(reading).rejects.toMatchObject({ key: 'Parked' });
    });
  });

  it('keeps no secret and nothing personal of its calls', async () => {
    const record = await bc.create('1001');
    const invoice = (await bc.documents.invoiceSalesOrder(record, '1001'))!;
    await bc.register(aPayment('1001', record, invoice));
    const transcript = JSON.stringify(bc.connection.exchanges);
    for (const hidden of [CREDENTIALS.clientSecret, CREDENTIALS.clientState, 'eyJ', 'Żanet', 'Gęślą', 'Źródlana']) {
      expect(transcript).not.toContain(hidden);
    }
    for (const hidden of ['zaneta', '500600700', '90-743', 'Łódź']) expect(transcript).not.toContain(hidden);
    expect(transcript).toContain('DOSTAWA');
  });
});
