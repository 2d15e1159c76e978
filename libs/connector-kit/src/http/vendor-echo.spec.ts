import { createOrder, failureOf, HttpClientFixture, readOrder } from '../testing/http-client-fixture';
import { json } from '../testing/test-server';

describe('a vendor that answers oddly', () => {
  let acme: HttpClientFixture;
  beforeEach(async () => {
    acme = await HttpClientFixture.start();
  });
  afterEach(async () => acme.close());

  it('does not get credentials into an error by repeating them', async () => {
    const authorizer = { headers: async () => ({ authorization: 'Bearer s3cret-token' }) };
    const http = acme.client({ authorizer });
    acme.server.answer(json({ message: 'Cannot read: Bearer s3cret-token' }, 422));
    expect((await failureOf(http.request(createOrder))).message).toBe(
      'Acme answered 422 to create-order: Cannot read: [secret]',
    );
  });

  it('gives texts that can be stored', async () => {
    acme.server.answer((_request, response) => response.end('{"id":"a\\u0000b\\ud800"}'));
    await expect(acme.client().request(readOrder)).resolves.toMatchObject({ body: { id: 'a\ufffdb\ufffd' } });
  });

  it('does not pass an empty answer for a document', async () => {
    acme.server.answer((_request, response) => response.writeHead(204).end());
    const { schema, ...request } = readOrder;
    expect(schema).toBeDefined();
    const failure = await failureOf(acme.client().request({ ...request, accept: 'bytes' }));
    expect(failure).toMatchObject({ errorClass: 'transient', code: 'http.malformed' });
  });
});
