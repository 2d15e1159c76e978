import { anOrder, CHANNEL, startShopApi, type Answer, type RunningShopApi } from './running-shop-api';

let shop: RunningShopApi;
beforeAll(async () => {
  shop = await startShopApi();
}, 60_000);
afterAll(async () => shop.close());

const get = async (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  shop.call('GET', `/api/v1/orders${path}`, { headers });
async function placed(externalId: string, changes: Record<string, unknown> = {}): Promise<string> {
  return String((await shop.post(anOrder({ externalId, ...changes }))).body.id);
}

/** As the flow would leave an order whose parcel is on its way. */
async function shipped(id: string, reference = '1001-F1-S1'): Promise<void> {
  const [row] = await shop.database.query<{ progress: any }>('select progress from orders where id = $1', [id]); // eslint-disable-line @typescript-eslint/no-explicit-any
  const progress = row!.progress;
  Object.assign(progress.fulfilments[0], {
    remote: { connectionId: 'wms', id: 'W1', number: 'WZ/1' },
    state: 'packed',
    shipments: [
      {
        key: 'S1',
        reference,
        carrier: 'inpost',
        remote: { connectionId: 'inpost', id: '77', number: null },
        state: 'shipped',
        waybill: '620000000000000000000001',
        trackingUrl: 'https://example.com/t/1',
        events: [{ at: '2026-11-24T10:00:00Z', state: 'shipped', carrierStatus: 'collected_from_sender' }],
        labelStored: true,
        reported: false,
      },
    ],
  });
  progress.salesOrder = { connectionId: 'erp', id: '9', number: 'ZS 9/2026' };
  progress.invoice = { id: '10', number: 'FV 10/2026' };
  progress.paymentRegistration = { connectionId: 'erp', id: '11', number: null };
  progress.payment = { state: 'confirmed', transactionId: 'T-1', paidAt: '2026-11-23T08:20:00Z', refund: null };
  await shop.database.query(`update orders set progress = $2, status = 'shipped' where id = $1`, [
    id,
    JSON.stringify(progress),
  ]);
  await shop.database.query(
    `insert into shipment_label (order_id, shipment, format, content) values ($1, $2, 'pdf', $3)`,
    [id, reference, Buffer.from('%PDF-1.4 label')],
  );
}

describe('reading an order', () => {
  it('gives it as it was handed in, with what is done about it', async () => {
    const order = anOrder({ externalId: 'R-1' });
    const id = await placed('R-1');
    const { status, body } = await get(`/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ ...order, id, channel: CHANNEL, reference: 'R-1', status: 'received' });
    expect(body).toMatchObject({
      attention: false,
      attentionReason: null,
      documents: [],
      shipments: [],
      cancellation: null,
    });
    expect(body.steps).toEqual([
      {
        step: 'create-sales-order',
        item: '',
        state: 'ready',
        system: 'erp',
        note: null,
        error: null,
        startedAt: expect.any(String),
        finishedAt: null,
      },
    ]);
  });

  it('shows why a step failed and what to do', async () => {
    const id = await placed('R-2');
    const error = { class: 'rejected', code: 'erp.tax', summary: 'The tax rate is unknown.', fix: 'Correct it.' };
    await shop.database.query(`update sync_job set state = 'dead', error = $2 where subject_id = $1`, [
      id,
      JSON.stringify(error),
    ]);
    await shop.database.query(`update orders set attention = true, attention_reason = 'Tax.' where id = $1`, [id]);
    const { body } = await get(`/${id}`);
    expect(body).toMatchObject({ attention: true, attentionReason: 'Tax.' });
    expect(body.steps[0]).toMatchObject({
      state: 'dead',
      error: { summary: 'The tax rate is unknown.', fix: 'Correct it.' },
    });
  });

  it('shows documents, parcels and payment', async () => {
    const id = await placed('R-3');
    await shipped(id);
    const { body } = await get(`/${id}`);
    expect(body.documents).toEqual([
      { kind: 'sales-order', system: 'erp', id: '9', number: 'ZS 9/2026' },
      { kind: 'fulfilment', system: 'wms', id: 'W1', number: 'WZ/1' },
      { kind: 'invoice', system: 'erp', id: '10', number: 'FV 10/2026' },
      { kind: 'payment', system: 'erp', id: '11', number: null },
    ]);
    expect(body.shipments).toEqual([
      expect.objectContaining({
        reference: '1001-F1-S1',
        carrier: 'inpost',
        state: 'shipped',
        waybill: '620000000000000000000001',
        labelUrl: `/api/v1/orders/${id}/shipments/1001-F1-S1/label`,
      }),
    ]);
    expect(body.payments).toEqual([
      expect.objectContaining({ system: 'p24', state: 'confirmed', transactionId: 'T-1' }),
    ]);
  });

  it.each(['00000000-0000-4000-8000-000000000000', 'nonsense', '%00', 'x'.repeat(50), "1'--"])(
    'finds nothing under %s',
    async (id) => {
      const answer = await get(`/${id}`);
      expect(answer.status).toBe(404);
      expect(answer.headers['content-type']).toMatch(/problem\+json/);
    },
  );

  it('hides the orders of other channels', async () => {
    const id = await placed('R-4');
    const key = await shop.keyOf('other-shop', 'orders:read', 'orders:write');
    const paths = ['', '/timeline', '/shipments/x/label'];
    const answers = await Promise.all(
      paths.map(async (path) => shop.call('GET', `/api/v1/orders/${id}${path}`, { key })),
    );
    const cancelled = await shop.call('POST', `/api/v1/orders/${id}/cancel`, { key });
    const list = await shop.call('GET', '/api/v1/orders?externalId=R-4', { key });
    expect([...answers, cancelled].map((answer) => answer.status)).toEqual([404, 404, 404, 404]);
    expect(list.body).toEqual({ items: [], nextCursor: null });
  });
});

describe('a parcel label', () => {
  it('is a PDF', async () => {
    const id = await placed('L-1');
    await shipped(id, 'SHOP/2026/1-F1-S1');
    const { body } = await get(`/${id}`);
    const label = await shop.call('GET', body.shipments[0].labelUrl);
    expect([label.status, label.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(label.raw.toString()).toBe('%PDF-1.4 label');
  });

  it('is not there before the courier made it', async () => {
    const id = await placed('L-2');
    expect(await get(`/${id}/shipments/L-2-F1-S1/label`)).toMatchObject({ status: 404 });
  });
});

describe('listing orders', () => {
  beforeAll(async () => {
    await shop.database.query('truncate orders cascade');
    for (let day = 1; day <= 7; day += 1) await placed(`Q-${day}`, { placedAt: `2026-11-0${day}T10:00:00Z` });
    await shop.database.query(`update orders set status = 'shipped' where external_id = 'Q-3'`);
    // Rows of one import have one time.
    await shop.database.query(
      `update orders set received_at = '2026-11-20T10:00:00.123456Z' where external_id < 'Q-6'`,
    );
  });
  const ids = ({ body }: Answer): string[] => (body.items as { externalId: string }[]).map((item) => item.externalId);

  it('reads every order once over pages', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await get(`?limit=2${cursor}`);
      seen.push(...ids(page));
      cursor = page.body.nextCursor === null ? '' : `&cursor=${page.body.nextCursor}`;
    } while (cursor !== '');
    expect(seen).toEqual(['Q-7', 'Q-6', 'Q-5', 'Q-4', 'Q-3', 'Q-2', 'Q-1']);
  });

  it('finds by number, status and time', async () => {
    expect(ids(await get('?externalId=Q-2'))).toEqual(['Q-2']);
    expect(ids(await get('?status=shipped'))).toEqual(['Q-3']);
    expect(ids(await get('?placedFrom=2026-11-02T10:00:00Z&placedTo=2026-11-04T10:00:00Z'))).toEqual([
      'Q-4',
      'Q-3',
      'Q-2',
    ]);
  });

  it('gives whole orders', async () => {
    const { body } = await get('?externalId=Q-1');
    expect(body.items[0]).toMatchObject({
      status: 'received',
      steps: [{ system: 'erp' }],
      links: { self: expect.any(String) },
    });
  });

  it.each([
    ['?limit=0', '/limit'],
    ['?limit=101', '/limit'],
    ['?limit=many', '/limit'],
    ['?limit=1&limit=2', '/limit'],
    ['?status=lost', '/status'],
    ['?placedFrom=yesterday', '/placedFrom'],
    ['?cursor=nonsense', '/cursor'],
    ['?cursor=eyJyZWNlaXZlZEF0IjoieCIsImlkIjoieCJ9', '/cursor'],
    ['?externalId=%00', '/externalId'],
    ['?externalId=a&externalId=b', '/externalId'],
    ['?colour=red', '/colour'],
    ['?constructor=x', '/constructor'],
    ['?__proto__=x', '/__proto__'],
    ['?toString=x', '/toString'],
  ])('refuses %s', async (query, pointer) => {
    const answer = await get(query);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer })]);
  });
});

describe('the timeline of an order', () => {
  it('tells what happened, in the language that was asked for', async () => {
    const id = await placed('T-1');
    await shop.database.query(
      `insert into connection (id, system, name, concurrency, rate_requests, rate_per_ms) values ('inpost', 'inpost', 'InPost Łódź', 1, 1, 1)`,
    );
    await shop.database.query(
      `insert into timeline_entry (order_id, code, connection_id, facts) values ($1, 'shipment.shipped', 'inpost', '{"waybill":"62"}')`,
      [id],
    );
    const english = await get(`/${id}/timeline`);
    expect(english.body).toEqual({
      language: 'en',
      items: [
        {
          at: expect.any(String),
          code: 'order.accepted',
          system: null,
          systemName: null,
          text: 'The order was accepted from Web shop.',
        },
        {
          at: expect.any(String),
          code: 'shipment.shipped',
          system: 'inpost',
          systemName: 'InPost Łódź',
          text: 'The courier has the parcel 62.',
        },
      ],
    });
    const polish = await get(`/${id}/timeline`, { 'accept-language': 'pl-PL,pl;q=0.9,en;q=0.8' });
    expect(polish.headers['content-language']).toBe('pl');
    expect(polish.body.items[1].text).toBe('Kurier ma już paczkę 62.');
    expect((await get(`/${id}/timeline?lang=pl`)).body.language).toBe('pl');
    expect((await get(`/${id}/timeline?lang=de`)).status).toBe(400);
  });
});

describe('cancelling an order', () => {
  const cancel = async (id: string, body?: unknown): Promise<Answer> =>
    shop.call('POST', `/api/v1/orders/${id}/cancel`, { body });

  it('is asked for once and may be repeated', async () => {
    const id = await placed('C-1');
    const first = await cancel(id, { reason: 'Zły rozmiar' });
    const again = await cancel(id);
    expect([first.status, first.body.cancellation, again.status]).toEqual([202, 'requested', 202]);
    const { body } = await get(`/${id}`);
    expect(body.cancellation).toMatchObject({ state: 'requested', reason: 'Zły rozmiar' });
    expect(body.steps).toEqual([expect.objectContaining({ state: 'cancelled' })]);
  });

  it('is refused with the reason once the parcel is gone', async () => {
    const id = await placed('C-2');
    await shipped(id, 'C-2-F1-S1');
    const answer = await cancel(id);
    expect(answer).toMatchObject({ status: 409, body: { type: 'urn:crossdock:problem:too-late' } });
    expect(answer.body.detail).toContain('620000000000000000000001');
  });

  it.each([{ reason: 1 }, { reason: 'a\u0000' }, { why: 'x' }, [], 'text'])('refuses the body %j', async (body) => {
    const id = await placed('C-3');
    expect((await cancel(id, typeof body === 'string' ? JSON.stringify(body) : body)).status).toBe(400);
  });
});
