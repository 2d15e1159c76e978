import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../../apps/hub/src/cli/cli';
import type { ProgramParts } from '../../apps/hub/src/cli/program-parts';
import type { Terminal } from '../../apps/hub/src/cli/terminal';
import { connectors } from '../../apps/hub/src/connectors';
import { createSandbox, type Sandbox } from '../../apps/sandbox/src';

interface Check {
  readonly port: string;
  readonly operation: string;
  readonly ok: boolean;
  readonly ms: number;
  readonly detail: string;
}
interface Config {
  readonly system: string;
  readonly settings: Record<string, unknown>;
  readonly credentials: Record<string, string>;
  samples?: object;
}

const DEMO_CONNECTIONS = path.resolve(__dirname, '../../apps/hub/src/demo/connections');
const parts: ProgramParts = {
  operations: async () => Promise.reject(new Error('not needed')),
  connectors: async () => connectors,
};

describe('crossdock certify', () => {
  let sandbox: Sandbox;
  let sandboxUrl: string;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'crossdock-certify-'));
    sandbox = createSandbox({ file: null });
    sandboxUrl = await sandbox.listen(0);
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    await control('/__sandbox/reset', {});
  });

  async function control(address: string, body: object): Promise<void> {
    await fetch(`${sandboxUrl}${address}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  function demo(connection: string): Config {
    const text = readFileSync(path.join(DEMO_CONNECTIONS, `${connection}.json`), 'utf8')
      .replaceAll('{{sandboxUrl}}', sandboxUrl)
      .replaceAll('{{hubUrl}}', 'http://127.0.0.1:9');
    return JSON.parse(text) as Config;
  }

  async function run(...args: string[]) {
    const out: string[] = [];
    let notes = '';
    const terminal: Terminal = {
      env: {},
      out: (line) => out.push(line),
      note: (text) => (notes += text),
      isInteractive: false,
      exitCode: 0,
    };
    const code = await runCli(args, terminal, parts);
    return { code, out: out.join('\n'), notes };
  }

  async function certify(system: string, config: unknown, ...options: string[]) {
    const file = path.join(folder, 'config.json');
    writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config));
    return run('certify', system, '--config', file, ...options);
  }

  async function checksOf(system: string, config: Config): Promise<Check[]> {
    const { out } = await certify(system, config, '--json');
    return (JSON.parse(out) as { checks: Check[] }).checks;
  }

  const failed = (checks: readonly Check[]) => checks.filter(({ ok }) => !ok);
  const named = (checks: readonly Check[]) => checks.map(({ port, operation }) => `${port}.${operation}`);

  const connections = ['wms', 'parcel', 'inpost', 'przelewy24', 'allegro', 'dynamics-365-bc'].filter((connection) => {
    try {
      return connectors.some(({ manifest }) => manifest.system === demo(connection).system);
    } catch {
      return false;
    }
  });

  it.each(connections)('passes every check of the demonstration connection %s', async (connection) => {
    const config = demo(connection);
    const { code, out, notes } = await certify(config.system, config, '--json');
    const { system, checks } = JSON.parse(out) as { system: string; checks: Check[] };
    expect(failed(checks)).toEqual([]);
    expect(code).toBe(0);
    expect(system).toBe(config.system);
    expect(checks.length).toBeGreaterThan(4);
    for (const secret of Object.values(config.credentials)) expect(out + notes).not.toContain(secret);
  });

  it('runs every operation of every port that the connection has', async () => {
    const checks = await checksOf('custom-http', demo('wms'));
    expect(named(checks)).toEqual([
      'healthCheck.check',
      'webhookReceiver.receive',
      'stockSource.readStock',
      'warehouse.findFulfilment',
      'warehouse.createFulfilment',
      'warehouse.findFulfilment',
      'warehouse.readFulfilment',
      'warehouse.cancelFulfilment',
    ]);
  });

  it('leaves a cancelled sample behind and nothing else', async () => {
    await checksOf('custom-http', demo('wms'));
    const records = (await (await fetch(`${sandboxUrl}/__sandbox/wms/records?type=fulfilment`)).json()) as object[];
    expect(records).toEqual([expect.objectContaining({ reference: expect.stringMatching(/^CERT-/) as string })]);
  });

  it('fetches an order of the channel and reports to it', async () => {
    await control('/__sandbox/allegro/advance', { action: 'place-order' });
    const checks = await checksOf('allegro', demo('allegro'));
    expect(failed(checks)).toEqual([]);
    const reported = checks.filter(({ port, operation }) => port === 'orderSource' || operation.includes('Shipment'));
    expect(reported.map(({ operation }) => operation)).toEqual([
      'fetchOrder',
      'readChanges',
      'fetchOrder',
      'findShipmentReport',
      'reportShipment',
      'findShipmentReport',
    ]);
  });

  it('confirms and refunds the payment that is given as a sample', async () => {
    const config = demo('przelewy24');
    const amount = { amount: '52.97', currency: 'PLN' };
    config.samples = { payment: { reference: 'P24-certified', transactionId: 'P24-certified', amount } };
    await control('/__sandbox/przelewy24/settings', { unknownSessions: 'paid' });
    const checks = await checksOf('przelewy24', config);
    expect(named(checks)).toContain('payments.refund');
    expect(checks.find(({ operation }) => operation === 'readPayment')).toMatchObject({ ok: true });
  });

  it('says what went wrong, in a table, and ends with 1', async () => {
    const config = demo('wms');
    config.credentials.apiKey = 'a-wrong-key';
    const { code, out, notes } = await certify('custom-http', config);
    expect(code).toBe(1);
    expect(out).toMatch(/^Port +Operation +Result +ms +Detail$/m);
    expect(out).toMatch(/^warehouse +createFulfilment +FAILED +\d+ +authentication: /m);
    expect(out).toMatch(/^custom-http: \d+ of \d+ checks passed\.$/m);
    expect(notes).toMatch(/^warehouse\.createFulfilment \.\.\. FAILED/m);
    expect(out + notes).not.toContain('a-wrong-key');
  });

  it('waits when the system asks to', async () => {
    await control('/__sandbox/wms/faults', { kind: 'http-429', times: 1, retryAfter: 1, match: '/fulfilments' });
    expect(failed(await checksOf('custom-http', demo('wms')))).toEqual([]);
  });

  it('reports a system that is not there instead of throwing', async () => {
    const config = demo('wms');
    config.settings.baseUrl = 'http://127.0.0.1:9';
    const checks = await checksOf('custom-http', config);
    expect(checks.find(({ port }) => port === 'healthCheck')).toMatchObject({ ok: false });
    expect(checks.length).toBeGreaterThan(4);
  });

  it.each([
    ['a system that there is not', 'subiekt-1998', () => ({}), 'There is no system "subiekt-1998". Known: '],
    ['a file that is not JSON', 'custom-http', () => '{"credentials": {"token": "geheim"', 'is not JSON.'],
    ['settings that are missing', 'inpost', () => ({ settings: {} }), '"organizationId"'],
    ['a sample that means nothing', 'custom-http', () => ({ samples: { skus: [] } }), '"skus"'],
  ])('refuses %s with 2', async (_what, system, config, text) => {
    const { code, out, notes } = await certify(system, config());
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(notes).toContain(text);
    expect(notes).not.toContain('geheim');
  });

  it('explains the file and the samples in its help', async () => {
    const { code, out } = await run('certify', '--help');
    expect(code).toBe(0);
    expect(out).toContain('"credentials"');
    expect(out).toContain('samples');
  });
});
