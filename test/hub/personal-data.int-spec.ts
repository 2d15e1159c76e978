import { Writable } from 'node:stream';
import { pino } from 'pino';
import { demoConnections } from '../../apps/hub/src/demo/demo-connections';
import { demoOrder, RunningHub } from '../journey/running-hub';
import { waitFor } from '../support';

const TIMEOUT_MS = 90_000;

/** Nobody else is called like that, so whatever is found comes from this order. */
const PERSONAL = ['grazyna.brzeczyszczykiewicz', '+48501502503', '501502503', 'Grażyna', 'Brzęczyszczykiewicz', 'Chrząszczyżewoszycka']; // prettier-ignore
const anOrderOfGrazyna = (changes: Record<string, unknown> = {}): ReturnType<typeof demoOrder> => {
  const address = { street: 'Chrząszczyżewoszycka 7', city: 'Łękołody', postalCode: '90-001', country: 'PL' };
  const customer = {
    email: 'grazyna.brzeczyszczykiewicz@example.com',
    phone: '+48501502503',
    firstName: 'Grażyna',
    lastName: 'Brzęczyszczykiewicz',
    group: 'retail',
  };
  return demoOrder({ customer, billingAddress: address, shippingAddress: address, ...changes });
};

describe('personal data and secrets', () => {
  const lines: string[] = [];
  let hub: RunningHub;
  beforeAll(async () => {
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    hub = await RunningHub.start(pino({ level: 'debug' }, stream), true);
    // Everything that comes to the queue is kept beside it, because a job that was taken leaves no row.
    await hub.database.query('create table queue_seen (relation text, line text)');
    const tables = await hub.database.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'bullmq' and table_type = 'BASE TABLE'`,
    );
    await hub.database.query(
      `create function see_queue() returns trigger language plpgsql as $$
       begin insert into public.queue_seen values (tg_table_name, new::text); return new; end $$`,
    );
    for (const { name } of tables) {
      await hub.database.query(
        `create trigger seen after insert or update on bullmq."${name}" for each row execute function public.see_queue()`,
      );
    }
    await everyWay();
  }, TIMEOUT_MS);
  afterAll(async () => hub.stop(), TIMEOUT_MS);

  /** A parcel in the country, one abroad, one whose data is refused, one that is cancelled, and a repeat. */
  async function everyWay(): Promise<void> {
    const order = anOrderOfGrazyna();
    const shipped = [await hub.place(order)];
    await hub.call('POST', '/api/v1/orders', order);
    const delivery = { method: 'courier-international', price: { gross: '12.99', currency: 'PLN', taxRate: '23' } };
    shipped.push(await hub.place(anOrderOfGrazyna({ pickupPoint: null, delivery })));
    const [line] = order.lines as readonly object[];
    const refused = await hub.place(anOrderOfGrazyna({ lines: [{ ...line, sku: 'UNKNOWN-1' }] }));
    await waitFor(async () => (await hub.order(refused)).attention, { timeoutMs: 20_000 });
    await hub.call('POST', `/api/v1/orders/${refused}/cancel`, { reason: 'Zmiana planów' });
    await hub.call('POST', '/api/v1/orders', { ...order, customer: { email: 'grazyna.brzeczyszczykiewicz' } });
    await hub.call('POST', '/hooks/wms', { id: 'x', note: 'Grażyna' });
    for (const id of shipped) await hub.reaches(id, 'shipped', 40_000);
    await hub.reaches(refused, 'cancelled', 40_000);
  }

  const secrets = (): string[] =>
    demoConnections(hub.sandboxUrl, hub.hubUrl).flatMap(({ credentials }) =>
      Object.entries(credentials).flatMap(([name, value]) => {
        const isPublic = name === 'clientId' || name === 'user' || name === 'posId' || name === 'merchantId';
        return typeof value === 'string' && !isPublic ? [value] : [];
      }),
    );
  const found = (text: string, values: readonly string[]): string[] =>
    values.filter((value) => text.includes(value) || text.includes(encodeURIComponent(value)));

  it('are there to be found: the orders have them', async () => {
    const rows = await hub.database.query<{ text: string }>('select document::text as text from orders');
    for (const value of PERSONAL) expect(found(rows.map(({ text }) => text).join('\n'), [value])).toEqual([value]);
    expect(secrets().length).toBeGreaterThan(5);
  });

  it('are not in the queue, which holds ids only', async () => {
    const seen = await hub.database.query<{ relation: string; line: string }>('select relation, line from queue_seen');
    const text = seen.map(({ line }) => line).join('\n');
    expect(text).toContain('jobIds');
    expect(found(text, [...PERSONAL, ...secrets()])).toEqual([]);
  });

  it('are not in what is kept of the calls to other systems', async () => {
    const rows = await hub.database.query<{ step: string; text: string }>(
      `select j.step, a.exchanges::text || coalesce(a.error::text, '') as text from attempt a join sync_job j on j.id = a.job_id`,
    );
    const steps = new Set(rows.filter(({ text }) => text.includes('"url"')).map(({ step }) => step));
    expect([...steps]).toEqual(expect.arrayContaining(['create-sales-order', 'request-fulfilment', 'create-shipment']));
    const leaks = rows.map(({ step, text }) => [step, found(text, [...PERSONAL, ...secrets()])] as const);
    expect(leaks.filter(([, values]) => values.length > 0)).toEqual([]);
  });

  it('are not in jobs, timelines, events for shops, references or audit', async () => {
    for (const table of [
      'sync_job',
      'flow_run',
      'timeline_entry',
      'outbox_event',
      'shop_notification',
      'external_reference',
      'audit_event',
      'connection_value',
      'rate_limit',
      'inbox_message',
    ]) {
      const rows = await hub.database.query<{ text: string }>(`select t::text as text from ${table} t`);
      const text = rows.map((row) => row.text).join('\n');
      expect([table, found(text, [...PERSONAL, ...secrets()])]).toEqual([table, []]);
    }
  });

  it('are not in the log, however much is logged', () => {
    const text = lines.join('\n');
    expect(text).toContain('"step":"create-sales-order"');
    expect(found(text, [...PERSONAL, ...secrets(), hub.apiKey])).toEqual([]);
  });

  it('are not in the figures', async () => {
    const text = await (await fetch(`${hub.hubUrl}/metrics`)).text();
    expect(text).toContain('crossdock_jobs_total');
    expect(found(text, [...PERSONAL, ...secrets()])).toEqual([]);
  });

  it('are sealed where they have to be kept', async () => {
    for (const table of ['connection', 'connection_token']) {
      const rows = await hub.database.query<{ text: string }>(`select t::text as text from ${table} t`);
      const text = rows.map((row) => row.text).join('\n');
      const hex = secrets().map((secret) => Buffer.from(secret).toString('hex'));
      expect([table, found(text, [...secrets(), ...hex])]).toEqual([table, []]);
    }
  });
});
