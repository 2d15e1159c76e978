import { createSandbox, type Sandbox } from '../../sandbox';
import { inpostSystem } from './inpost.system';

const AUTHORIZATION = { authorization: 'Bearer inpost-sandbox-token', 'accept-language': 'keys' };
const LIST = '/inpost/v1/organizations/1234/shipments';

const lockerShipment = {
  receiver: { first_name: 'Jan', last_name: 'Nowak', email: 'jan@example.com', phone: '500600700' },
  parcels: { template: 'small' },
  service: 'inpost_locker_standard',
  reference: '1001',
  external_customer_id: '1001-F1-S1',
  custom_attributes: { target_point: 'KRA010', sending_method: 'dispatch_order' },
};

interface Answer {
  readonly status: number;
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any
  readonly raw: Buffer;
}

describe('the simulated InPost', () => {
  let sandbox: Sandbox;
  let base: string;

  const call = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object): Promise<Answer> => {
    const body = payload === undefined ? null : JSON.stringify(payload);
    const headers = { ...AUTHORIZATION, ...(body === null ? {} : { 'content-type': 'application/json' }) };
    const answer = await fetch(`${base}${url}`, { method, headers, body });
    const raw = Buffer.from(await answer.arrayBuffer());
    const json = String(answer.headers.get('content-type')).includes('json');
    return { status: answer.status, body: json ? JSON.parse(raw.toString()) : null, raw };
  };
  const control = (what: string, payload: object): Promise<Answer> =>
    call('POST', `/__sandbox/inpost/${what}`, payload);
  const create = async (change: object = {}): Promise<Answer> => call('POST', LIST, { ...lockerShipment, ...change });

  beforeEach(async () => {
    sandbox = createSandbox({ file: null, systems: [inpostSystem] });
    base = await sandbox.listen(0);
    await control('settings', { confirmAfterMs: 3_600_000 });
  });
  afterEach(async () => {
    await sandbox.close();
  });

  it('answers a new shipment before it has a waybill', async () => {
    const { status, body } = await create();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'created',
      tracking_number: null,
      external_customer_id: '1001-F1-S1',
      offers: [],
    });
    expect(body.created_at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]{12}\+0[12]:00$/);
  });

  it('gives waybill and label from confirmed on, and refuses to cancel then', async () => {
    const { id } = (await create()).body;
    expect((await call('GET', `/inpost/v1/shipments/${id}/label`)).body).toMatchObject({
      error: 'invalid_action',
      details: { action: 'get_label', shipment_status: 'created' },
    });
    await control('advance', { action: 'confirm', reference: '1001' });
    const { body } = await call('GET', `/inpost/v1/shipments/${id}`);
    expect(body.status).toBe('confirmed');
    expect(body.tracking_number).toMatch(/^6\d{23}$/);
    const label = await call('GET', `/inpost/v1/shipments/${id}/label?format=Pdf&type=A6`);
    expect(label.raw.toString('latin1')).toContain(body.tracking_number);
    expect((await call('DELETE', `/inpost/v1/shipments/${id}`)).body.error).toBe('invalid_action');
  });

  it('cancels before confirmed', async () => {
    const { id } = (await create()).body;
    expect((await call('DELETE', `/inpost/v1/shipments/${id}`)).status).toBe(204);
    expect((await call('GET', `/inpost/v1/shipments/${id}`)).body.status).toBe('canceled');
  });

  it('keeps offer_selected after a failed purchase, with the transaction', async () => {
    const { id } = (await create()).body;
    await control('advance', { action: 'failPurchase', reference: '1001' });
    const { body } = await call('GET', `/inpost/v1/shipments/${id}`);
    expect(body).toMatchObject({ status: 'offer_selected', tracking_number: null });
    expect(body.transactions).toEqual([expect.objectContaining({ status: 'failure' })]);
  });

  it('names every wrong field in the nested form of the vendor', async () => {
    const { status, body } = await create({
      receiver: { email: 'jan', phone: '+48500600700', address: { street: 'Prosta', city: 'Kraków', post_code: '1' } },
      custom_attributes: { target_point: 'XXX01A', sending_method: 'pigeon' },
      cod: { amount: 10, currency: 'PLN' },
      parcels: { template: 'huge' },
    });
    expect(status).toBe(400);
    expect(body.error).toBe('validation_failed');
    expect(body.details).toEqual({
      receiver: [
        { phone: ['invalid'], email: ['invalid'], address: [expect.objectContaining({ post_code: ['invalid'] })] },
      ],
      parcels: [{ template: ['invalid'] }],
      custom_attributes: [{ sending_method: ['invalid'], target_point: ['does_not_exist'] }],
      insurance: ['required'],
    });
  });

  it('refuses a wrong token and another organization', async () => {
    const wrong = await fetch(`${base}${LIST}`, { headers: { authorization: 'Bearer no' } });
    expect([wrong.status, await wrong.json()]).toEqual([401, expect.objectContaining({ error: 'unauthorized' })]);
    expect((await call('GET', '/inpost/v1/organizations/99/shipments')).body.error).toBe('access_forbidden');
    expect((await call('GET', '/inpost/v1/shipments/5')).body.error).toBe('resource_not_found');
  });

  it('pages the list and finds by external id', async () => {
    for (const number of [1, 2, 3]) await create({ external_customer_id: `100${number}-F1-S1` });
    const { body } = await call('GET', `${LIST}?page=2&per_page=2`);
    expect(body).toMatchObject({ count: 3, page: 2, per_page: 2 });
    expect(body.items).toHaveLength(1);
    expect((await call('GET', `${LIST}?external_customer_id=1002-F1-S1`)).body.items).toHaveLength(1);
  });

  it('finds points near a place', async () => {
    const { body } = await call('GET', '/inpost/v1/points?relative_point=50.0647,19.945&max_distance=2000&per_page=3');
    expect(body.items).toHaveLength(3);
    expect(body.items[0]).toMatchObject({ name: 'KRA01A', distance: 0, address_details: { city: 'Kraków' } });
  });

  it('prints a hand-over list of confirmed shipments only', async () => {
    const { id } = (await create()).body;
    const url = `/inpost/v1/organizations/1234/dispatch_orders/printouts?format=Pdf&shipment_ids[]=${id}`;
    expect((await call('GET', url)).body.error).toBe('invalid_action');
    await control('advance', { action: 'confirm' });
    expect((await call('GET', url)).raw.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('tells records by the order number', async () => {
    await create();
    await create({ reference: undefined, external_customer_id: '1002-F1-S1' });
    const { body } = await call('GET', '/__sandbox/inpost/records?type=shipment');
    expect(body).toEqual([
      expect.objectContaining({ reference: '1001' }),
      expect.objectContaining({ reference: '1002' }),
    ]);
  });

  it('walks to delivered by hand', async () => {
    await create();
    expect((await control('advance', { action: 'deliver', reference: '1001' })).body.result[0].status).toBe(
      'delivered',
    );
  });
});
