import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSandbox, type Sandbox } from '../../sandbox';
import { wmsSystem } from './wms.system';

const FULFILMENT = {
  reference: '1001-F1',
  recipient: { name: 'Żaneta Łęcka', street: 'Źródlana 17', city: 'Łódź', postCode: '90-743', country: 'PL' },
  deliveryService: 'courier',
  lines: [{ line: '1', sku: 'MUG-1', name: 'Kubek żółty', quantity: 2 }],
};

interface StockPage {
  readonly items: readonly { readonly sku: string; readonly onHand: number }[];
  readonly last: number;
  readonly more: boolean;
}

let folder: string;
let sandbox: Sandbox;
let base: string;

const start = async (): Promise<void> => {
  sandbox = createSandbox({ file: path.join(folder, 'sandbox.json'), systems: [wmsSystem] });
  base = await sandbox.listen(0);
};
const call = async <Body>(method: 'GET' | 'POST', url: string, payload?: object): Promise<Body> => {
  const headers = { 'x-api-key': 'magazyn-demo-key', 'content-type': 'application/json' };
  const body = payload === undefined ? null : JSON.stringify(payload);
  const answer = await fetch(`${base}${url}`, { method, headers, body });
  return (await answer.json()) as Body;
};
const advance = async (body: object): Promise<unknown> => call('POST', '/__sandbox/wms/advance', body);
const stock = async (after: number, limit = 500): Promise<StockPage> =>
  call('GET', `/wms/stock?after=${after}&limit=${limit}`);

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'wms-'));
  await start();
  await call('POST', '/__sandbox/wms/settings', { automatic: false });
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

describe('the simulated warehouse', () => {
  it('knows after a restart what it was asked for and what changed on its shelves', async () => {
    const { id } = await call<{ id: string }>('POST', '/wms/fulfilments', FULFILMENT);
    const before = await stock(0);
    await sandbox.close();
    await start();
    await expect(call('GET', '/wms/fulfilments?reference=1001-F1')).resolves.toMatchObject({ items: [{ id }] });
    await expect(call('POST', '/wms/fulfilments', FULFILMENT)).resolves.toMatchObject({ error: { existingId: id } });
    await advance({ action: 'pack' });
    await expect(stock(before.last)).resolves.toMatchObject({ items: [{ sku: 'MUG-1', onHand: 498 }], more: false });
  });

  it('tells every level once, as it is now, however often it changed', async () => {
    const levels = Array.from({ length: 3_000 }, (_, index) => ({ sku: `SKU-${index % 1_500}`, onHand: index }));
    for (let stocktake = 1; stocktake <= 4; stocktake += 1) await advance({ action: 'count', levels });
    const seen: StockPage['items'][number][] = [];
    let page = await stock(0);
    seen.push(...page.items);
    while (page.more) {
      page = await stock(page.last);
      seen.push(...page.items);
    }
    expect(seen).toHaveLength(8 + 1_500);
    expect(new Map(seen.map(({ sku, onHand }) => [sku, onHand])).get('SKU-7')).toBe(1_507);
    await expect(stock(page.last)).resolves.toEqual({ items: [], last: page.last, more: false });
  });

  it('takes no name of an object’s own for a reference', async () => {
    await expect(call('GET', '/wms/fulfilments?reference=constructor')).resolves.toEqual({ items: [] });
  });
});
