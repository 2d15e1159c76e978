import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { runCli } from '../cli';
import type { ProgramParts } from '../program-parts';
import type { Terminal } from '../terminal';

/** Importing needs neither the database nor a connector. */
const noParts: ProgramParts = {
  operations: async () => Promise.reject(new Error('not needed')),
  connectors: async () => Promise.reject(new Error('not needed')),
};

interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** A hub that keeps orders by number; `answers` come first, one for each call. */
class StubHub {
  readonly orders = new Map<string, string>();
  readonly answers: (Reply | 'cut')[] = [];
  readonly keys = new Set<string>();
  calls = 0;
  /** The first calls are answered when this many have come. */
  together = 0;
  mostAtOnce = 0;
  private atOnce = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly server: Server = createServer((request, response) => {
    void this.receive(request).then((reply) => {
      this.atOnce -= 1;
      if (reply === 'cut') {
        request.socket.destroy();
        return;
      }
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      response.end(JSON.stringify(reply.body ?? {}));
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async receive(request: IncomingMessage): Promise<Reply | 'cut'> {
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    if (request.url === '/health/live') return { status: 200 };
    this.calls += 1;
    this.keys.add(request.headers.authorization ?? '');
    await this.turn();
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const answer = this.answers.shift();
    if (answer !== undefined && answer !== 'cut') return answer;
    const reply = this.store(body);
    // Stored and not answered: the caller cannot know.
    return answer ?? reply;
  }

  private async turn(): Promise<void> {
    if (this.calls < this.together) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
      return;
    }
    for (const release of this.waiting.splice(0)) release();
  }

  private store(body: string): Reply {
    const { externalId } = JSON.parse(body) as { externalId: string };
    const before = this.orders.get(externalId);
    if (before === undefined) this.orders.set(externalId, body);
    if (before === undefined) return { status: 202, body: { id: `o-${externalId}` } };
    if (before === body) return { status: 200, body: { id: `o-${externalId}` } };
    return { status: 409, body: { title: 'Another order', detail: 'An order with this number is there already.' } };
  }
}

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const FILE = [
  HEADER,
  '536365,85123A,LANTERN,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom',
  '536366,POST,POSTAGE,1,2010-12-01 08:28:00,18.0,12583.0,France',
  '536366,22728,ALARM CLOCK,24,2010-12-01 08:28:00,3.75,12583.0,France',
  'C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,14527.0,United Kingdom',
  '536367,22752,NESTING BOXES,2,2010-12-01 08:34:00,7.65,,EIRE',
  '536365,71053,METAL LANTERN,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom',
].join('\n');

describe('crossdock orders import', () => {
  let hub: StubHub;
  let url: string;
  let folder: string;

  beforeEach(async () => {
    hub = new StubHub();
    url = await hub.listen();
    folder = mkdtempSync(path.join(tmpdir(), 'crossdock-import-'));
  });

  afterEach(async () => {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(
    content: string,
    ...options: string[]
  ): Promise<{ code: number; out: string; notes: string; report: Record<string, string>[] }> {
    const file = path.join(folder, 'orders.csv');
    const report = path.join(folder, 'report.csv');
    writeFileSync(file, content);
    rmSync(report, { force: true });
    let out = '';
    let notes = '';
    const terminal: Terminal = {
      env: { CROSSDOCK_HOME: folder },
      out: (line) => (out += `${line}\n`),
      note: (text) => (notes += text),
      isInteractive: false,
      exitCode: 0,
    };
    const access = options.includes('--url') ? [] : ['--url', url, '--key', 'k-1'];
    const code = await runCli(['orders', 'import', file, '--report', report, ...access, ...options], terminal, noParts);
    return { code, out, notes, report: readReport(report) };
  }

  function readReport(file: string): Record<string, string>[] {
    try {
      return parse(readFileSync(file), { columns: true });
    } catch {
      return [];
    }
  }

  it('places every order of the file and reports every row that is none', async () => {
    const { code, out, report } = await run(FILE);
    expect(code).toBe(0);
    expect([...hub.orders.keys()].sort()).toEqual(['536365', '536366', '536367']);
    expect([...hub.keys]).toEqual(['Bearer k-1']);
    expect(report.map(({ line, order, action, kind }) => [line, order, action, kind])).toEqual(
      expect.arrayContaining([
        ['3', '536366', 'treated', 'postage'],
        ['5', 'C536379', 'refused-order', 'cancellation'],
        ['6', '536367', 'treated', 'guest-customer'],
      ]),
    );
    expect(report).toHaveLength(3);
    expect(out).toContain('6 rows, 4 orders (profile online-retail)\n       3  accepted\n       1  not orders\n');
  });

  it('adds nothing when it runs again', async () => {
    await run(FILE);
    const { code, out } = await run(FILE);
    expect(code).toBe(0);
    expect(out).toContain('3  already there');
    expect(hub.orders.size).toBe(3);
  });

  it('answers scripts in JSON, with every finding', async () => {
    const { out } = await run(FILE, '--json');
    expect(JSON.parse(out)).toMatchObject({
      profile: 'online-retail', rows: 6, orders: 4, accepted: 3, alreadyThere: 0, notOrders: 1, refused: 0, failed: 0,
      kinds: expect.arrayContaining([{ kind: 'cancellation', action: 'refused-order', rows: 1, orders: 1 }]),
      findings: [{ line: 3 }, { line: 5 }, { line: 6 }],
    }); // prettier-ignore
  });

  it('tries again when the connection is cut, although the hub has the order', async () => {
    hub.answers.push('cut', { status: 503 });
    const { code, out } = await run(FILE, '--concurrency', '1');
    expect(code).toBe(0);
    expect(hub.orders.size).toBe(3);
    expect(out).toContain('1  already there');
  });

  it('waits as long as the hub asks', async () => {
    hub.answers.push({ status: 429, headers: { 'retry-after': '1' } });
    const from = Date.now();
    expect((await run(FILE, '--concurrency', '1')).code).toBe(0);
    expect(Date.now() - from).toBeGreaterThanOrEqual(990);
    expect(hub.calls).toBe(4);
  });

  it('reports an order that the hub has otherwise', async () => {
    await run(FILE);
    const { code, report } = await run(FILE.replace('3.75', '3.95'));
    expect(code).toBe(1);
    expect(report.filter(({ kind }) => kind === 'other-order-there')).toEqual([
      expect.objectContaining({ line: '3', order: '536366' }),
      expect.objectContaining({ line: '4', order: '536366', reason: 'An order with this number is there already.' }),
    ]);
  });

  it('reports what the hub finds wrong, with the place', async () => {
    const errors = [{ pointer: '/lines/0/sku', code: 'unknown', message: 'No such product.' }];
    hub.answers.push({ status: 400, body: { detail: 'The order is not valid.', errors } });
    const { code, report } = await run(FILE, '--concurrency', '1');
    expect(code).toBe(1);
    expect(report.find(({ kind }) => kind === 'invalid-order')!.reason).toBe(
      'The order is not valid.; /lines/0/sku No such product.',
    );
  });

  it('stops at once when the key is wrong, and leaves the report', async () => {
    hub.answers.push(...Array.from({ length: 8 }, () => ({ status: 401, body: { title: 'Unknown key' } })));
    const { code, notes } = await run(FILE, '--concurrency', '1');
    expect(code).toBe(1);
    expect(notes).toContain('The hub does not take the API key for placing orders (HTTP 401): Unknown key');
    expect(hub.calls).toBe(1);
  });

  it('hands in no more orders at once than it may', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, index) => `${600_000 + index},22752,BOXES,2,2010-12-01 08:34:00,7.65,1,France`,
    );
    hub.together = 3;
    await run([HEADER, ...rows].join('\n'), '--concurrency', '3');
    expect(hub.orders.size).toBe(40);
    expect(hub.mostAtOnce).toBe(3);
  });

  it('hands in nothing in a dry run', async () => {
    const { code, out } = await run(FILE, '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('3  would be handed in');
    expect(hub.calls).toBe(0);
  });

  it('reads any file whose columns it is told, and keeps that as a profile', async () => {
    const content = 'nr;data;towar;szt;cena\nZ/1;23.11.2026 09:15;KUBEK;2;1 019,99\n';
    const columns = ['externalId=nr', 'placedAt=data', 'sku=towar', 'quantity=szt', 'unitPrice=cena'].flatMap(
      (text) => ['--column', text],
    );
    const saved = path.join(folder, 'mine.json');
    const settings = [
      '--decimal-separator',
      ',',
      '--time-zone',
      'Europe/Warsaw',
      '--time-format',
      'DD.MM.YYYY HH:mm',
      '--country',
      'PL',
      '--tax-rate',
      '23',
    ];
    expect((await run(content, ...columns, ...settings, '--save-profile', saved)).code).toBe(0);
    expect(JSON.parse(hub.orders.get('Z/1')!)).toMatchObject({
      placedAt: '2026-11-23T08:15:00Z',
      totals: { gross: '2039.98', currency: 'PLN' },
      lines: [{ sku: 'KUBEK', unitPrice: { gross: '1019.99', taxRate: '23' } }],
    });
    expect((await run(content, '--profile', saved)).out).toContain('1  already there');
  });

  it.each([
    ['a column that is not there', ['--column', 'sku=Towar'], 'The file has no column "Towar" (sku).'],
    ['a field that orders do not have', ['--column', 'colour=C'], 'Write field=name'],
    ['a time zone that is none', ['--time-zone', 'Mars'], 'timeZone: is not a time zone.'],
    ['an address that is none', ['--url', 'hub'], '"hub" is not an address of a hub'],
    ['no number of orders at once', ['--concurrency', '0'], 'A whole number from 1 to 64.'],
  ])('refuses %s as wrong use', async (_name, options, message) => {
    const key = options.includes('--url') ? ['--key', 'k'] : [];
    const { code, notes } = await run(FILE, ...options, ...key);
    expect(code).toBe(2);
    expect(notes).toContain(message);
    expect(hub.calls).toBe(0);
  });

  it('says when nothing answers at the address', async () => {
    const { code, notes } = await run(FILE, '--url', 'http://127.0.0.1:1', '--key', 'k');
    expect(code).toBe(1);
    expect(notes).toBe('Nothing answers at http://127.0.0.1:1: is the hub running?\n');
  });
});
