import { ConnectionTransport } from '../http/connection-transport';
import type { Exchange } from '../http/http-client';
import { UndiciHttpClient } from '../http/undici-http-client';
import { ConnectionBreaker } from '../limits/connection-breaker';
import { InMemoryConcurrencyLimit } from '../limits/in-memory-limits';
import { systemClock } from '../runtime/system-clock';
import { json, startTestServer, type TestServer } from '../testing/test-server';
import { ExchangeScrubber, LONGEST_KEPT_BODY } from './exchange-scrubber';

// Every value that may not be kept has SECRETMARK or a person's mark in it, so one search over the transcript proves it.
const CREDENTIAL = 'SECRETMARK/credential+1';
const TOKEN = 'SECRETMARK-token';
const person = {
  email: 'PERSONMARK@example.pl',
  phone: '600PERSONMARK',
  firstName: 'PERSONMARKŻaneta',
  lastName: 'PERSONMARKKowalska',
  street: 'PERSONMARK Długa 7',
  postalCode: '00-PERSONMARK',
  taxId: 'PL-PERSONMARK',
};

describe('the transcript of a call', () => {
  let server: TestServer;
  let transport: ConnectionTransport;
  const exchanges: Exchange[] = [];

  beforeAll(async () => {
    server = await startTestServer();
    transport = new ConnectionTransport({
      system: 'Acme',
      limiter: { acquire: async () => undefined },
      concurrency: new InMemoryConcurrencyLimit(2),
      breaker: new ConnectionBreaker(),
      clock: systemClock,
      allowPrivateAddresses: true,
      sockets: 2,
      secrets: [CREDENTIAL],
      scrub: [],
      longestDeadlineMs: null,
      onExchange: (exchange) => exchanges.push(exchange),
    });
  });

  afterAll(async () => {
    await transport.close();
    await server.close();
  });

  async function transcriptOf(
    answer: unknown,
    contentType = 'application/json',
  ): Promise<{ exchange: Exchange; all: string }> {
    server.answer((_request, response) => {
      response.writeHead(422, {
        'content-type': contentType,
        'set-cookie': 'session=SECRETMARK',
        'x-request-id': 'r-1',
      });
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
    const client = new UndiciHttpClient(transport, {
      baseUrl: server.baseUrl,
      authorizer: { headers: async () => ({ authorization: `Bearer ${TOKEN}`, 'x-api-key': 'SECRETMARK-key' }) },
      scrub: ['houseDoor'],
    });
    await client
      .request({
        operation: 'create-order',
        method: 'POST',
        path: `/customers/${encodeURIComponent(person.email)}/orders/${encodeURIComponent(CREDENTIAL)}`,
        write: true,
        query: {
          crc: 'SECRETMARK',
          phone: person.phone,
          $filter: `taxRegistrationNumber eq '${person.taxId}'`,
          sku: 'MUG-1',
        },
        headers: { 'Idempotency-Key': 'order-1001' },
        json: {
          number: '1001',
          currency: 'PLN',
          status: 'PAID',
          sign: 'SECRETMARK-sign',
          nested: { client_secret: 'SECRETMARK', note: `key ${CREDENTIAL}` },
          buyer: { id: 'B-7', login: 'PERSONMARK', ...person, countryCode: 'PL' },
          shipTo: { name: 'PERSONMARK Jan', addressLine1: person.street, city: 'PERSONMARKcity', country: 'PL' },
          houseDoor: 'SECRETMARK',
          note: `Call ${person.email}`,
          lines: [{ sku: 'MUG-1', name: 'Kubek', quantity: 2, price: '19.99' }],
        },
      })
      .catch(() => undefined);
    const exchange = exchanges.at(-1)!;
    return { exchange, all: JSON.stringify(exchange) };
  }

  it('holds no secret and no personal value, whatever the vendor repeats', async () => {
    const { all } = await transcriptOf({
      access_token: 'SECRETMARK',
      errors: [
        { code: 'E1', message: `${person.lastName} at ${person.street} is unknown; token ${TOKEN}, ${CREDENTIAL}` },
      ],
      receiver: { name: 'PERSONMARK', address: { street: person.street, city: 'PERSONMARK', country_code: 'PL' } },
    });
    expect(all).not.toContain('SECRETMARK');
    expect(all).not.toContain('PERSONMARK');
  });

  it('keeps what operators need: numbers, codes, amounts, statuses, texts and the shape', async () => {
    const { exchange } = await transcriptOf({ errors: [{ code: 'E1', message: 'Tax rate is missing' }] });
    expect(JSON.parse(exchange.requestBody!)).toMatchObject({
      number: '1001',
      currency: 'PLN',
      status: 'PAID',
      sign: '[secret]',
      nested: { client_secret: '[secret]', note: 'key [secret]' },
      buyer: { id: 'B-7', email: '[personal]', countryCode: 'PL' },
      shipTo: { name: '[personal]', city: '[personal]', country: 'PL' },
      note: 'Call [personal]',
      lines: [{ sku: 'MUG-1', name: 'Kubek', quantity: 2, price: '19.99' }],
    });
    expect(exchange.responseBody).toBe('{"errors":[{"code":"E1","message":"Tax rate is missing"}]}');
    expect(exchange.requestHeaders).toMatchObject({ 'idempotency-key': 'order-1001', authorization: '[secret]' });
    expect(exchange.responseHeaders).toMatchObject({ 'set-cookie': '[secret]', 'x-request-id': 'r-1' });
    expect(exchange.url).toContain('sku=MUG-1');
    expect(exchange).toMatchObject({ operation: 'create-order', method: 'POST', status: 422, failure: null });
  });

  it('finds names in broken JSON and in XML', async () => {
    for (const [text, type] of [
      [`{"firstName": "${person.firstName}", "token": "SECRETMARK`, 'application/json'],
      [
        `<r:Receiver><r:FirstName kind="x">${person.firstName}</r:FirstName><Token>SECRETMARK</Token></r:Receiver>`,
        'text/xml',
      ],
    ] as const) {
      const { exchange, all } = await transcriptOf(text, type);
      expect(all).not.toMatch(/SECRETMARK|PERSONMARK/);
      expect(exchange.responseBody).toMatch(/firstName|FirstName/);
    }
  });

  it('describes a binary answer instead of keeping it', async () => {
    const { exchange } = await transcriptOf('%PDF SECRETMARK', 'application/pdf');
    expect(exchange.responseBody).toBe('[binary application/pdf, 15 bytes]');
  });

  it('names the failure when no answer came', async () => {
    server.answer((_request, _response, raw) => raw.socket.destroy());
    const client = new UndiciHttpClient(transport, { baseUrl: server.baseUrl });
    await client.request({ operation: 'read', method: 'GET', path: '/', write: false }).catch(() => undefined);
    expect(exchanges.at(-1)).toMatchObject({ status: null, responseBody: null, failure: 'reset' });
  });

  it('is not made when nobody looks', async () => {
    const before = exchanges.length;
    const quiet = new ConnectionTransport({ ...transport.options, onExchange: null });
    server.answer(json({}));
    await new UndiciHttpClient(quiet, { baseUrl: server.baseUrl }).request({
      operation: 'read',
      method: 'GET',
      path: '/',
      write: false,
    });
    await quiet.close();
    expect(exchanges).toHaveLength(before);
  });
});

describe('a body that is long', () => {
  const scrubber = new ExchangeScrubber([], []);

  it('is cut, with everything before the cut scrubbed', () => {
    const items = Array.from({ length: 5_000 }, (_, index) => ({ id: `I-${index}`, email: 'PERSONMARK@example.pl' }));
    const text = scrubber.json(items);
    expect(text.length).toBeLessThan(LONGEST_KEPT_BODY + 20);
    expect(text).toMatch(/… \[cut\]$/);
    expect(text).not.toContain('PERSONMARK');
  });

  it('is cut as text too', () => {
    expect(scrubber.text('x'.repeat(100_000)).length).toBeLessThan(LONGEST_KEPT_BODY + 20);
  });
});

describe('an answer that repeats the request', () => {
  it('shows nothing that was hidden there, by whatever name', () => {
    const scrubber = new ExchangeScrubber([], ['remarks']);
    scrubber.json({ remarks: 'PERSONMARK rings twice' });
    expect(scrubber.json({ error: 'Cannot read "PERSONMARK rings twice".' })).not.toContain('PERSONMARK');
  });

  it('shows no names of people when it is broken JSON', () => {
    const broken = '{"recipient":{"name":"PERSONMARK Jaźń","city":"PERSONMARK Łódź"';
    expect(new ExchangeScrubber([], []).text(broken)).not.toContain('PERSONMARK');
  });
});
