import {
  AuthenticationError,
  RateLimitedError,
  TransientError,
  UnexpectedResponseError,
  UnknownOutcomeError,
} from '@crossdock/connector-kit';
import { InMemoryTokenStore } from '@crossdock/connector-kit/testing';
import { AllegroDemo, aReport, CREDENTIALS, SHORT_DEADLINE_MS } from './allegro-demo';

describe('Allegro over HTTP: sign-in and failures', () => {
  let allegro: AllegroDemo;

  beforeAll(async () => {
    allegro = await AllegroDemo.start();
  });
  afterAll(async () => allegro.stop());
  beforeEach(async () => allegro.restart());

  describe('the sign-in', () => {
    it('is renewed with a new refresh token every time', async () => {
      const tokens = new InMemoryTokenStore();
      await allegro.settings({ accessTokenLifeS: 30, refreshGraceMs: 0, firstRefreshTokenReusable: false });
      await allegro.reopen({ tokens });
      await allegro.health.check();
      const first = await tokens.read();
      await allegro.health.check();
      const second = await tokens.read();
      expect(tokens.refreshes).toBe(2);
      expect(second!.refreshToken).not.toBe(first!.refreshToken);
    });

    it('survives a renewal whose answer was lost, within the grace', async () => {
      await allegro.reopen({ deadlineMs: SHORT_DEADLINE_MS });
      await allegro.fault('timeout-after-commit', { match: '/auth/oauth/token' });
      await expect(allegro.health.check()).resolves.toMatchObject({ ok: true });
    });

    it('is asked for again when the refresh token was used up elsewhere', async () => {
      await allegro.settings({ refreshGraceMs: -1, firstRefreshTokenReusable: false });
      await allegro.health.check();
      await allegro.reopen({});
      await expect(allegro.orders.readChanges(null)).rejects.toMatchObject({ code: 'auth.sign-in-needed' });
    });

    it('with a wrong secret is an authentication error', async () => {
      await allegro.reopen({ credentials: { clientSecret: 'wrong' } });
      await expect(allegro.orders.readChanges(null)).rejects.toBeInstanceOf(AuthenticationError);
      await expect(allegro.health.check()).resolves.toMatchObject({ ok: false });
    });

    it('of an application under another name is refused', async () => {
      await allegro.reopen({ settings: { userAgent: 'Somebody/1.0 (+https://example.com)' } });
      await expect(allegro.orders.readChanges(null)).rejects.toBeInstanceOf(AuthenticationError);
    });
  });

  describe('when Allegro fails', () => {
    it('a throttled call tells how long to wait', async () => {
      await allegro.fault('http-429', { match: '/order/events', retryAfter: 7 });
      await expect(allegro.orders.readChanges(null)).rejects.toMatchObject({ retryAfterMs: 7_000 });
    });

    it('a throttled call without a time waits the minute of the block', async () => {
      await allegro.fault('http-429', { match: '/order/events', retryAfter: null });
      const throttled = await allegro.orders.readChanges(null).catch((error: unknown) => error);
      expect(throttled).toBeInstanceOf(RateLimitedError);
      expect(throttled).toMatchObject({ retryAfterMs: 60_000, vendorCode: 'RateLimitExceedException' });
    });

    it('a read that fails is transient, and so is one that cannot be read', async () => {
      await allegro.fault('http-500', { match: '/order/events' });
      await expect(allegro.orders.readChanges(null)).rejects.toBeInstanceOf(TransientError);
      await allegro.fault('malformed', { match: '/order/events' });
      await expect(allegro.orders.readChanges(null)).rejects.toBeInstanceOf(UnexpectedResponseError);
    });

    it.each(['http-500', 'malformed'])('a write that ends with %s has an unknown outcome', async (kind) => {
      const { id } = await allegro.placeOrder();
      await allegro.fault(kind, { match: '/shipments' });
      await expect(allegro.reporter.reportShipment(aReport(id), { key: 'k' })).rejects.toBeInstanceOf(
        UnknownOutcomeError,
      );
      await allegro.fault(kind, { match: '/fulfillment' });
      await expect(allegro.reporter.reportStatus(id, 'processing')).rejects.toBeInstanceOf(UnknownOutcomeError);
    });

    it('a refused token is renewed once, then it is an authentication error', async () => {
      await allegro.health.check();
      await allegro.fault('auth', { match: '/order/events' });
      await expect(allegro.orders.readChanges(null)).resolves.toMatchObject({ changes: [] });
      await allegro.fault('auth', { match: '/order/events', times: 2 });
      await expect(allegro.orders.readChanges(null)).rejects.toBeInstanceOf(AuthenticationError);
    });
  });

  it('keeps no secret and nothing personal of its calls', async () => {
    const { id } = await allegro.placeOrder({ invoice: true, message: 'Dzwonić do pani Żanety' });
    await allegro.orders.readChanges(null);
    await allegro.orders.fetchOrder(id);
    await allegro.reporter.reportShipment(aReport(id), { key: 'k' });
    await allegro.setStock((await allegro.offer('MUG-1')).id, 4);
    await allegro.settings({ refreshGraceMs: -1, firstRefreshTokenReusable: false });
    const spent = allegro.open();
    await spent.ports.healthCheck!.check();
    const transcript = JSON.stringify([...allegro.connection.exchanges, ...spent.exchanges]);
    await spent.close();
    const basic = Buffer.from(`${CREDENTIALS.clientId}:${CREDENTIALS.clientSecret}`).toString('base64');
    const hidden = [CREDENTIALS.clientSecret, CREDENTIALS.refreshToken, basic, 'eyJ', 'Żanet', 'Gęślą', 'Źródlana'];
    for (const value of [...hidden, 'allegromail', '500600700', '90-743', 'zaneta', '5260001246', 'Żółw i Spółka']) {
      expect(transcript).not.toContain(value);
    }
  });
});
