import {
  AuthenticationError,
  ConfigurationError,
  ConflictError,
  ConnectionUnavailableError,
  NotFoundAtVendorError,
  RateLimitedError,
  RejectedByVendorError,
  TransientError,
  UnexpectedResponseError,
  UnknownOutcomeError,
} from '../errors/connector-error';
import { createOrder, failureOf, HttpClientFixture, readOrder } from '../testing/http-client-fixture';
import { ConnectionBreaker } from '../limits/connection-breaker';
import { runInCallScope } from '../runtime/call-scope';
import { json } from '../testing/test-server';

let acme: HttpClientFixture;

beforeEach(async () => {
  acme = await HttpClientFixture.start();
});

afterEach(async () => {
  await acme.close();
});

describe('when no answer comes', () => {
  const silent = (): void => undefined;

  it('gives up at the deadline: a read may be tried again, a write has an unknown outcome', async () => {
    acme.server.answer(silent);
    const http = acme.client({ deadlineMs: 80 });
    const onRead = await failureOf(http.request(readOrder));
    expect(onRead).toBeInstanceOf(TransientError);
    expect(onRead).toMatchObject({ code: 'http.timeout' });
    expect(await failureOf(http.request(createOrder))).toBeInstanceOf(UnknownOutcomeError);
  });

  it('gives up on an answer that drips without end', async () => {
    acme.server.answer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => {
        clearInterval(drip);
      });
    });
    expect(await failureOf(acme.client({ deadlineMs: 150 }).request(readOrder))).toMatchObject({
      code: 'http.timeout',
    });
  });

  it('stops reading an answer without end', async () => {
    acme.server.answer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const block = 'x'.repeat(64 * 1024);
      const pour = (): void => {
        if (!response.destroyed) response.write(block, pour);
      };
      pour();
    });
    const error = await failureOf(acme.client({ maxAnswerBytes: 1024 * 1024 }).request(readOrder));
    expect(error).toBeInstanceOf(UnexpectedResponseError);
    expect(error.code).toBe('http.too-large');
  });

  it('calls a connection cut before the answer transient on a read and unknown on a write', async () => {
    acme.server.answer((_request, _response, raw) => raw.socket.destroy());
    const error = await failureOf(acme.client().request(readOrder));
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({ code: 'http.reset' });
    expect(error.cause).toBeDefined();
    expect(await failureOf(acme.client().request(createOrder))).toBeInstanceOf(UnknownOutcomeError);
  });

  it.each([
    ['a refused connection', 'http://127.0.0.1:1'],
    ['an unknown host', 'http://nowhere.invalid'],
  ])('knows that nothing was sent after %s, even on a write', async (_name, baseUrl) => {
    const error = await failureOf(acme.client({ baseUrl }).request(createOrder));
    expect(error).toBeInstanceOf(TransientError);
    expect(error.code).toBe('http.refused');
  });

  it('knows that nothing was sent when TLS fails', async () => {
    const error = await failureOf(
      acme.client({ baseUrl: acme.server.baseUrl.replace('http:', 'https:') }).request(createOrder),
    );
    expect(error).toBeInstanceOf(TransientError);
    expect(error.code).toBe('http.refused');
  });

  it('never sends a call later that was given up while it waited for a socket', async () => {
    const shared = acme.transport({ sockets: 1 });
    let answerFirst: (() => void) | null = null;
    acme.server.answer((request, response) => {
      answerFirst = () => {
        json({ id: '1' })(request, response, undefined as never);
      };
    });
    const http = acme.client({}, shared);
    const first = http.request(readOrder);
    const error = await failureOf(http.request({ ...createOrder, deadlineMs: 50 }));
    expect(error).toBeInstanceOf(TransientError);
    answerFirst!();
    await first;
    acme.server.answer(json({ id: '2' }));
    await http.request(readOrder);
    expect(acme.server.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  it('ends at once when the engine gives the call up', async () => {
    acme.server.answer(silent);
    const giveUp = new AbortController();
    const call = runInCallScope({ traceId: '', signal: giveUp.signal }, async () => acme.client().request(createOrder));
    setTimeout(() => {
      giveUp.abort();
    }, 50);
    const error = await failureOf(call);
    expect(error).toBeInstanceOf(UnknownOutcomeError);
    expect(error.code).toBe('http.cancelled');
  });
});

describe('answers that say no', () => {
  it.each([
    [400, RejectedByVendorError, RejectedByVendorError, 'http.status.400'],
    [403, AuthenticationError, AuthenticationError, 'http.unauthorized'],
    [404, NotFoundAtVendorError, NotFoundAtVendorError, 'http.status.404'],
    [408, TransientError, UnknownOutcomeError, 'http.status.408'],
    [409, ConflictError, ConflictError, 'http.conflict'],
    [412, ConflictError, ConflictError, 'http.conflict'],
    [422, RejectedByVendorError, RejectedByVendorError, 'http.status.422'],
    [500, TransientError, UnknownOutcomeError, 'http.status.500'],
    [503, TransientError, UnknownOutcomeError, 'http.status.503'],
  ])('sorts %d by its status', async (status, onRead, onWrite, code) => {
    acme.server.answer(json({ message: 'Tax rate is missing' }, status));
    const error = await failureOf(acme.client().request(readOrder));
    expect(error).toBeInstanceOf(onRead);
    expect(error).toMatchObject({ code, httpStatus: status });
    expect(error.message).toContain('Tax rate is missing');
    expect(await failureOf(acme.client().request(createOrder))).toBeInstanceOf(onWrite);
  });

  it("asks the connector's own table first", async () => {
    acme.server.answer(json({ code: 'E7' }, 500));
    const rejected = new RejectedByVendorError({ code: 'order.rejected', summary: 'no', vendorCode: 'E7' });
    const http = acme.client({
      classify: ({ json: body }) => ((body as { code: string }).code === 'E7' ? rejected : null),
    });
    expect(await failureOf(http.request(createOrder))).toBe(rejected);
  });

  it('reads the wait of a 429 in seconds and as a date, and holds back every further call', async () => {
    acme.server.answer(json({}, 429, { 'retry-after': '7' }));
    const http = acme.client();
    const error = await failureOf(http.request(createOrder));
    expect(error).toBeInstanceOf(RateLimitedError);
    expect(error).toMatchObject({ code: 'http.throttled', retryAfterMs: 7_000 });
    const held = await failureOf(http.request(readOrder));
    expect(held).toBeInstanceOf(RateLimitedError);
    expect(held.retryAfterMs).toBeGreaterThan(6_000);
    expect(acme.server.requests).toHaveLength(1);

    acme.server.answer(json({}, 429, { 'retry-after': new Date(Date.now() + 30_000).toUTCString() }));
    const dated = await failureOf(acme.client().request(readOrder));
    expect(dated.retryAfterMs).toBeGreaterThan(28_000);
    expect(dated.retryAfterMs).toBeLessThanOrEqual(30_000);
  });

  it('guesses a growing wait when a 429 does not tell one', async () => {
    acme.server.answer(json({}, 429));
    const http = acme.client();
    const first = await failureOf(http.request(readOrder));
    const second = await failureOf(http.request(readOrder));
    expect([first.retryAfterMs, second.retryAfterMs]).toEqual([1_000, 2_000]);
  });
});

describe('authorization', () => {
  it('is renewed once after a 401 and the call repeated', async () => {
    let token = 'old';
    acme.server.answer((request, response, raw) => {
      const good = request.headers.authorization === 'Bearer new';
      json(good ? { id: '1' } : { error: 'expired' }, good ? 200 : 401)(request, response, raw);
    });
    const http = acme.client({
      authorizer: {
        headers: async () => ({ authorization: `Bearer ${token}` }),
        renew: async () => {
          token = 'new';
          return true;
        },
      },
    });
    expect((await http.request(createOrder)).body).toEqual({ id: '1' });
    expect(acme.server.requests).toHaveLength(2);
  });

  it('that stays refused is an AuthenticationError after one repetition', async () => {
    acme.server.answer(json({ error: 'no' }, 401));
    const http = acme.client({
      authorizer: { headers: async () => ({ authorization: 'Bearer x' }), renew: async () => true },
    });
    expect(await failureOf(http.request(createOrder))).toBeInstanceOf(AuthenticationError);
    expect(acme.server.requests).toHaveLength(2);
  });

  it('is not sent with an anonymous call', async () => {
    const http = acme.client({ authorizer: { headers: async () => ({ authorization: 'Bearer x' }) } });
    await http.request({ ...readOrder, anonymous: true });
    expect(acme.server.requests[0]!.headers.authorization).toBeUndefined();
  });

  it('that could not be renewed leaves a write undone, not unknown', async () => {
    const http = acme.client({
      authorizer: {
        headers: async () => {
          throw new UnknownOutcomeError({ code: 'http.timeout', summary: 'token endpoint' });
        },
      },
    });
    const error = await failureOf(http.request(createOrder));
    expect(error).toBeInstanceOf(TransientError);
    expect(error).not.toBeInstanceOf(UnknownOutcomeError);
  });
});

describe('the circuit breaker of a connection', () => {
  it('opens on failures of the machinery, sends nothing while open, and closes after a good probe', async () => {
    const breaker = new ConnectionBreaker({ consecutiveFailures: 3, firstPauseMs: 60 });
    const states: string[] = [];
    breaker.onOpen(() => states.push('open'));
    breaker.onClose(() => states.push('close'));
    const http = acme.client({}, acme.transport({ breaker }));
    acme.server.answer(json({}, 503));
    for (let call = 0; call < 3; call += 1) await failureOf(http.request(readOrder));
    const held = await failureOf(http.request(createOrder));
    expect(held).toBeInstanceOf(ConnectionUnavailableError);
    expect(held).toMatchObject({ code: 'connection.unavailable', errorClass: 'throttled' });
    expect(acme.server.requests).toHaveLength(3);

    acme.server.answer(json({ id: '1' }));
    await new Promise((resolve) => setTimeout(resolve, held.retryAfterMs));
    expect((await http.request(readOrder)).body).toEqual({ id: '1' });
    expect(states).toEqual(['open', 'close']);
    expect(breaker.state).toBe('closed');
  });

  it('stays closed however often the vendor says no', async () => {
    const breaker = new ConnectionBreaker({ consecutiveFailures: 3 });
    const http = acme.client({}, acme.transport({ breaker }));
    acme.server.answer(json({}, 422));
    for (let call = 0; call < 10; call += 1) await failureOf(http.request(createOrder));
    expect(breaker.state).toBe('closed');
  });
});

describe('egress', () => {
  it.each([
    'http://127.0.0.1',
    'http://localhost',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://169.254.169.254',
  ])('refuses %s when private addresses are not allowed', async (address) => {
    const port = new URL(acme.server.baseUrl).port;
    const http = acme.client({ baseUrl: `${address}:${port}` }, acme.transport({ allowPrivateAddresses: false }));
    const error = await failureOf(http.request(createOrder));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      code: 'connection.private-address',
      message: 'The address of the connection is not on the public internet.',
    });
    expect(acme.server.requests).toHaveLength(0);
  });
});
