import iconv from 'iconv-lite';
import { gzipSync } from 'node:zlib';
import {
  ConfigurationError,
  TransientError,
  UnexpectedResponseError,
  UnknownOutcomeError,
} from '../errors/connector-error';
import { createOrder, failureOf, HttpClientFixture, readOrder } from '../testing/http-client-fixture';
import { json } from '../testing/test-server';
import { runInCallScope } from '../runtime/call-scope';

let acme: HttpClientFixture;

beforeEach(async () => {
  acme = await HttpClientFixture.start();
});

afterEach(async () => {
  await acme.close();
});

describe('what an HTTP client of a connection sends', () => {
  it('puts the path below the base address and repeats a key for a list in the query', async () => {
    await acme
      .client()
      .request({ ...readOrder, query: { status: ['NEW', 'PAID'], limit: 10, all: true, none: undefined } });
    expect(acme.server.requests[0]).toMatchObject({
      method: 'GET',
      url: '/api/orders/1?status=NEW&status=PAID&limit=10&all=true',
    });
  });

  it('sends JSON with its content type, unless the vendor has a media type of its own', async () => {
    const http = acme.client({ headers: { 'Content-Type': 'application/vnd.acme+json' } });
    await http.request(createOrder);
    await acme.client().request(createOrder);
    expect(acme.server.requests.map(({ headers }) => headers['content-type'])).toEqual([
      'application/vnd.acme+json',
      'application/json',
    ]);
    expect(acme.server.requests[0]!.body).toBe('{"number":"1001"}');
  });

  it('sends a form', async () => {
    await acme.client().request({ ...createOrder, json: undefined, form: { city: 'Łódź', a: 'b c' } });
    expect(acme.server.requests[0]).toMatchObject({ body: 'city=%C5%81%C3%B3d%C5%BA&a=b+c' });
  });

  it('carries the trace of the running call', async () => {
    await runInCallScope({ traceId: 'a'.repeat(32) }, async () => acme.client().request(readOrder));
    expect(acme.server.requests[0]!.headers.traceparent).toMatch(/^00-a{32}-[0-9a-f]{16}-01$/);
  });

  it('sends nothing when the call may no longer be made by the time that its connection stands', async () => {
    const refusal = new TransientError({ code: 'job.claim-lost', summary: 'Another worker may have taken over.' });
    const asked: string[] = [];
    const scope = {
      traceId: 'a'.repeat(32),
      refusal: () => {
        asked.push('may it be sent?');
        return asked.length > 1 ? refusal : null;
      },
    };
    const error = await failureOf(runInCallScope(scope, async () => acme.client().request(createOrder)));
    expect(error).toBe(refusal);
    expect(asked).toHaveLength(2);
    expect(acme.server.requests).toEqual([]);
  });

  it('follows a whole link of the same origin and refuses every other one before anything is sent', async () => {
    const http = acme.client({ authorizer: { headers: async () => ({ authorization: 'Bearer t' }) } });
    await http.request({ ...readOrder, path: `${acme.server.baseUrl}/elsewhere?page=2` });
    for (const path of [
      'http://evil.example/orders',
      acme.server.baseUrl.replace('http', 'https'),
      '../../admin',
      '//..//x/../../y',
    ]) {
      const error = await failureOf(http.request({ ...readOrder, path }));
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error.code).toBe('http.foreign-address');
    }
    expect(acme.server.requests.map(({ url }) => url)).toEqual(['/elsewhere?page=2']);
  });

  it('does not follow a redirect', async () => {
    acme.server.answer((_request, response) =>
      response.writeHead(302, { location: `${acme.server.baseUrl}/stolen` }).end(),
    );
    const http = acme.client({ authorizer: { headers: async () => ({ authorization: 'Bearer t' }) } });
    expect(await failureOf(http.request(readOrder))).toBeInstanceOf(UnexpectedResponseError);
    expect(await failureOf(http.request(createOrder))).toBeInstanceOf(UnknownOutcomeError);
    expect(acme.server.requests).toHaveLength(2);
  });

  it('refuses an address that is no web address or has a password in it', () => {
    for (const baseUrl of ['ftp://acme.example', 'acme', 'https://user:pass@acme.example']) {
      expect(() => acme.client({ baseUrl })).toThrow(ConfigurationError);
    }
  });
});

describe('what it reads', () => {
  it('gives back status, headers in lower case and the checked body', async () => {
    acme.server.answer(json({ id: '7', more: true }, 201, { 'X-Revision': '3' }));
    const answer = await acme.client().request(readOrder);
    expect(answer).toMatchObject({ status: 201, headers: { 'x-revision': '3' }, body: { id: '7' } });
  });

  it('reads text in the character set that the header names', async () => {
    acme.server.answer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json; charset=windows-1250' });
      response.end(iconv.encode('{"id":"ąęśćżźłó"}', 'windows-1250'));
    });
    expect((await acme.client().request(readOrder)).body.id).toBe('ąęśćżźłó');
  });

  it('reads a compressed answer, and refuses one that swells beyond the limit', async () => {
    acme.server.answer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify({ id: 'x'.repeat(5_000) })));
    });
    expect((await acme.client().request(readOrder)).body.id).toHaveLength(5_000);
    expect(await failureOf(acme.client({ maxAnswerBytes: 1_000 }).request(readOrder))).toBeInstanceOf(
      UnexpectedResponseError,
    );
  });

  it('reads bytes, and takes no page for a document', async () => {
    acme.server.answer((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF'),
    );
    const label = { operation: 'read-label', method: 'GET', path: '/label', write: false, accept: 'bytes' } as const;
    expect((await acme.client().request<Uint8Array>(label)).body).toEqual(new Uint8Array(Buffer.from('%PDF')));
    acme.server.answer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'));
    expect(await failureOf(acme.client().request(label))).toBeInstanceOf(UnexpectedResponseError);
  });

  it('takes a status as an answer where the request says so', async () => {
    acme.server.answer(json({ message: 'none' }, 404));
    expect(await acme.client().request({ ...readOrder, alsoAccept: [404] })).toMatchObject({
      status: 404,
      body: undefined,
    });
  });

  it.each([
    ['broken JSON', 'application/json', '{"id": "12'],
    ['a page', 'text/html', '<html>login</html>'],
    ['another shape', 'application/json', '{"ID": 1}'],
    ['nothing', 'application/json', ''],
  ])('calls %s with 200 unreadable on a read and an unknown outcome on a write', async (_name, contentType, body) => {
    acme.server.answer((_request, response) => response.writeHead(200, { 'content-type': contentType }).end(body));
    const onRead = await failureOf(acme.client().request(readOrder));
    expect(onRead).toBeInstanceOf(UnexpectedResponseError);
    expect(onRead.code).toBe('http.malformed');
    expect(await failureOf(acme.client().request(createOrder))).toBeInstanceOf(UnknownOutcomeError);
  });

  it('calls an answer that breaks off unreadable, and an unknown outcome on a write', async () => {
    acme.server.answer((_request, response) => {
      response.writeHead(200, { 'content-length': '1000', 'content-type': 'application/json' });
      response.write('{"id":');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await failureOf(acme.client().request(readOrder))).toBeInstanceOf(UnexpectedResponseError);
    expect(await failureOf(acme.client().request(createOrder))).toBeInstanceOf(UnknownOutcomeError);
  });
});
