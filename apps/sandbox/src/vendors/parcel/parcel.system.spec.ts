import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSandbox, type Sandbox } from '../../sandbox';
import { parcelSystem } from './parcel.system';

const SHIPMENT = {
  customerReference: '1001-F1-S1',
  service: 'WORLD-STANDARD',
  consignee: {
    name: 'Żaneta Łęcka',
    line1: 'Źródlana 17',
    city: 'Łódź',
    zip: '90-743',
    countryCode: 'PL',
    email: 'zaneta@example.com',
  },
  pieces: [{ weightGrams: 900 }],
};

let folder: string;
let sandbox: Sandbox;
let base: string;

const start = async (): Promise<void> => {
  sandbox = createSandbox({ file: path.join(folder, 'sandbox.json'), systems: [parcelSystem] });
  base = await sandbox.listen(0);
};
const call = async <Body>(method: 'GET' | 'POST', url: string, payload?: object): Promise<Body> => {
  const headers = { authorization: 'Bearer parcel-demo-token', 'content-type': 'application/json' };
  const body = payload === undefined ? null : JSON.stringify(payload);
  const answer = await fetch(`${base}${url}`, { method, headers, body });
  return (await answer.json()) as Body;
};
const settings = async (changes: object): Promise<unknown> => call('POST', '/__sandbox/parcel/settings', changes);

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'parcel-'));
  await start();
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

describe('the simulated courier', () => {
  it('knows a shipment after a restart, and goes on with it', async () => {
    await settings({ confirmAfterMs: 600_000, collectAfterMs: 600_000 });
    const { shipmentId } = await call<{ shipmentId: string }>('POST', '/parcel/shipments', SHIPMENT);
    await sandbox.close();
    await start();
    await expect(call('POST', '/parcel/shipments', SHIPMENT)).resolves.toMatchObject({
      type: 'duplicate',
      existing: { shipmentId },
    });
    await call('POST', '/__sandbox/parcel/advance', { action: 'collect', reference: '1001' });
    await expect(call('GET', `/parcel/shipments/${shipmentId}`)).resolves.toMatchObject({
      state: 'COLLECTED',
      waybill: 'PW0000000001XX',
    });
  });

  it('names every field that is wrong', async () => {
    const wrong = { ...SHIPMENT, consignee: { ...SHIPMENT.consignee, city: '', zip: undefined }, pieces: [] };
    const answer = await call<{ violations: { path: string }[] }>('POST', '/parcel/shipments', wrong);
    expect(answer.violations.map(({ path: field }) => field)).toEqual(
      expect.arrayContaining(['consignee.city', 'consignee.zip', 'pieces']),
    );
  });
});
