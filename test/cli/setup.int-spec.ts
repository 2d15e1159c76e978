import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Database } from '@crossdock/flow-engine';
import { Pool } from 'pg';
import { verifyAuditChain } from '../../apps/hub/src/audit/audit-chain';
import { runCli } from '../../apps/hub/src/cli/cli';
import type { Terminal } from '../../apps/hub/src/cli/terminal';
import { connectors } from '../../apps/hub/src/connectors';
import * as operations from '../../apps/hub/src/operations';
import { createTestDatabase, type TestDatabase } from '../support';

/** The set-up that `npm run bench` measures the hub with. */
const BENCH = path.resolve(__dirname, '../../scripts/bench/setup.json');
const KEY = Buffer.alloc(32, 7).toString('base64');

interface File {
  connections: { id: string; name: string; system: string; settings: Record<string, unknown>; credentials?: object }[];
  channels: { name: string; routes: { warehouse: string } }[];
  webhookEndpoints: { channel: string; secret: string }[];
}
interface Answer {
  readonly items: { kind: string; id: string; outcome: string }[];
  readonly problems: { pointer: string; message: string }[];
}

describe('crossdock setup', () => {
  let folder: string;
  let database: TestDatabase;
  let sql: Database;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'crossdock-setup-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    database = await createTestDatabase();
    sql = new Database(new Pool({ connectionString: database.url, max: 1 }));
  });
  afterEach(async () => {
    await sql.pool.end();
    await database.drop();
  });

  async function run(file: string, env: NodeJS.ProcessEnv = {}) {
    const out: string[] = [];
    let notes = '';
    const terminal: Terminal = {
      env: {
        DATABASE_URL: database.url,
        DATA_DIR: folder,
        CROSSDOCK_SECRET_KEY: KEY,
        STAND_IN_URL: 'http://127.0.0.1:9',
        ...env,
      },
      out: (line) => out.push(line),
      note: (text) => (notes += text),
      isInteractive: false,
      exitCode: 0,
    };
    const parts = { operations: async () => operations, connectors: async () => connectors };
    const code = await runCli(['setup', file, '--json'], terminal, parts);
    return { code, notes, answer: JSON.parse(out.join('') || '{}') as Answer };
  }

  async function runChanged(change: (file: File) => void) {
    const content = JSON.parse(readFileSync(BENCH, 'utf8')) as File;
    change(content);
    const file = path.join(folder, 'setup.json');
    writeFileSync(file, JSON.stringify(content));
    return run(file);
  }

  async function count(table: string): Promise<number> {
    const rows = await sql.query<{ count: number }>(`select count(*)::int as count from ${table}`);
    return rows[0]?.count ?? 0;
  }

  async function outcomes(result: Promise<{ answer: Answer }>): Promise<string[]> {
    return (await result).answer.items.map(({ id, outcome }) => `${id} ${outcome}`);
  }

  it('stores connections, channels and endpoints', async () => {
    expect(await run(BENCH)).toEqual({
      code: 0,
      notes: '',
      answer: {
        problems: [],
        items: [
          ...['payments', 'erp', 'wms', 'courier'].map((id) => ({ kind: 'connection', id, outcome: 'created' })),
          { kind: 'channel', id: 'shop', outcome: 'created' },
          { kind: 'webhook-endpoint', id: 'shop-events', outcome: 'created' },
        ],
      },
    });
    const rows = await sql.query(
      `select settings->>'baseUrl' as url, concurrency, rate_requests, allow_private_addresses from connection where id = 'wms'`,
    );
    expect(rows).toEqual([
      { url: 'http://127.0.0.1:9/wms', concurrency: 64, rate_requests: 100_000, allow_private_addresses: true },
    ]);
  });

  it('leaves what is there and the same', async () => {
    await run(BENCH);
    expect(await outcomes(run(BENCH))).toEqual([
      'payments left',
      'erp left',
      'wms left',
      'courier left',
      'shop left',
      'shop-events left',
    ]);
    expect(await count('audit_event')).toBe(6);
  });

  it('changes what is different, and nothing else', async () => {
    await run(BENCH);
    const changed = runChanged(({ connections, channels, webhookEndpoints }) => {
      connections[1]!.name = 'Other ERP';
      channels[0]!.name = 'Other shop';
      webhookEndpoints[0]!.secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    });
    expect((await outcomes(changed)).filter((line) => !line.endsWith('left'))).toEqual([
      'erp changed',
      'shop changed',
      'shop-events changed',
    ]);
  });

  it('keeps the limits that an operator has set when the file has none', async () => {
    await run(BENCH);
    await sql.query(`update connection set concurrency = 3 where id = 'wms'`);
    await runChanged(({ connections }) => {
      Object.assign(connections[2]!, { limits: undefined, name: 'Other WMS' });
    });
    const rows = await sql.query(`select name, concurrency from connection where id = 'wms'`);
    expect(rows).toEqual([{ name: 'Other WMS', concurrency: 3 }]);
  });

  it('keeps credentials sealed', async () => {
    await runChanged(({ connections: [payments] }) => {
      payments!.settings.auth = { kind: 'api-key', header: 'X-Api-Key' };
      payments!.credentials = { apiKey: 'gateway-secret' };
    });
    const rows = await sql.query<{ text: string }>(
      `select coalesce(string_agg(encode(credentials, 'escape') || settings::text, ''), '') as text from connection`,
    );
    expect(rows[0]?.text).toContain('X-Api-Key');
    expect(rows[0]?.text).not.toContain('gateway-secret');
  });

  it('tells the audit chain', async () => {
    await run(BENCH);
    const rows = await sql.query('select actor, action, subject_id from audit_event order by id limit 1');
    expect(rows).toEqual([{ actor: 'command-line', action: 'connection.created', subject_id: 'payments' }]);
    expect(await verifyAuditChain(sql)).toEqual({ checked: 6, brokenAt: null });
  });

  it('stores nothing unless all is right', async () => {
    const { code, notes, answer } = await runChanged(({ connections, channels, webhookEndpoints }) => {
      connections[0]!.settings.baseUrl = 'nowhere';
      channels[0]!.routes.warehouse = 'courier';
      webhookEndpoints[0]!.channel = 'other';
    });
    expect(code).toBe(1);
    expect(notes).toContain('Nothing was stored.');
    expect(answer.items).toEqual([]);
    expect(answer.problems.map(({ pointer }) => pointer)).toEqual([
      '/connections/0/settings/baseUrl',
      '/channels/0/routes/warehouse',
    ]);
    expect(await count('connection')).toBe(0);
  });

  it('refuses what does not fit what is stored', async () => {
    await run(BENCH);
    const { code, answer } = await runChanged((file) => {
      file.connections = [];
      file.channels[0]!.routes.warehouse = 'gone';
      file.webhookEndpoints[0]!.channel = 'other';
    });
    expect(code).toBe(1);
    expect(answer.problems).toEqual([
      { pointer: '/channels/0/routes/warehouse', message: 'There is no connection "gone".' },
      { pointer: '/webhookEndpoints/0/channel', message: 'There is no channel "other".' },
      { pointer: '/webhookEndpoints/0/channel', message: 'The endpoint "shop-events" is of another channel.' },
    ]);
  });

  it('refuses to make another system of a connection', async () => {
    await run(BENCH);
    const { answer } = await runChanged((file) => {
      file.connections = [];
      Object.assign(file.webhookEndpoints[0]!, { id: 'wms' });
    });
    expect(answer.problems).toEqual([
      { pointer: '/webhookEndpoints/0/id', message: '"wms" is a connection of the system custom-http already.' },
    ]);
    const other = await runChanged(({ connections: [payments], webhookEndpoints }) => {
      Object.assign(payments!, { id: 'shop-events' });
      webhookEndpoints.splice(0);
    });
    expect(other.answer.problems).toContainEqual({
      pointer: '/connections/0/system',
      message: 'The connection "shop-events" is of the system shop-webhook, and stays so.',
    });
  });

  it('refuses a key that does not open what is stored', async () => {
    await run(BENCH);
    const { code, notes } = await run(BENCH, { CROSSDOCK_SECRET_KEY: Buffer.alloc(32, 8).toString('base64') });
    expect(code).toBe(1);
    expect(notes).toContain('is not the key that the credentials in this database were sealed with');
  });

  it('is wrong use without a file that can be read', async () => {
    expect((await run(path.join(folder, 'none.json'))).code).toBe(2);
  });
});
