import { connectors } from '../../connectors';
import { checkSetup } from './check-setup';
import type { Setup, SetupConnection } from './setup-file';

/** A system that can take fulfilments and nothing else. */
const WMS: SetupConnection = {
  id: 'wms',
  system: 'custom-http',
  name: 'Warehouse',
  settings: {
    baseUrl: 'https://wms.example',
    auth: { kind: 'api-key', header: 'X-Api-Key' },
    ports: {
      warehouse: {
        createFulfilment: { method: 'POST', path: '/fulfilments', idempotent: true, response: 'body.{"id": id}' },
        readFulfilment: { method: 'GET', path: '/fulfilments/{record.id}' },
      },
    },
  },
  credentials: { apiKey: 'wms-secret' },
  allowPrivateAddresses: false,
};
const ROUTES = { erp: null, warehouse: null, carriers: [], payments: {}, refundOnCancel: true, invoicing: true };

function setup(parts: Partial<Setup>): Setup {
  return { connections: [WMS], channels: [], webhookEndpoints: [], ...parts };
}

async function problems(parts: Partial<Setup>) {
  return checkSetup(setup(parts), connectors);
}

describe('The check of a set-up', () => {
  it('finds nothing when all fits', async () => {
    const channels: Setup['channels'] = [
      { id: 'shop', name: 'Shop', kind: 'shop', connectionId: null, routes: { ...ROUTES, warehouse: 'wms' } },
    ];
    expect(await problems({ channels })).toEqual([]);
  });

  it('names the systems that there are when one is unknown', async () => {
    const [problem, ...others] = await problems({ connections: [{ ...WMS, system: 'sap' }] });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ pointer: '/connections/0/system' });
    expect(problem?.message).toMatch(/^There is no system "sap"\. Known: .*custom-http/);
  });

  it('points at the setting that the system does not take', async () => {
    const settings = { ...WMS.settings, baseUrl: 'wms' };
    expect(await problems({ connections: [{ ...WMS, settings }] })).toEqual([
      expect.objectContaining({ pointer: '/connections/0/settings/baseUrl' }),
    ]);
  });

  it('points at an expression that cannot be read', async () => {
    const createFulfilment = { method: 'POST', path: '/fulfilments', idempotent: true, response: 'body.{' };
    const settings = { ...WMS.settings, ports: { warehouse: { createFulfilment } } };
    const [problem] = await problems({ connections: [{ ...WMS, settings }] });
    expect(problem?.pointer).toMatch(/^\/connections\/0/);
  });

  it('repeats no credential', async () => {
    const connections = [{ ...WMS, credentials: { apiKey: 'wms-secret', 'wms-secret': 'wms-secret' } }];
    expect(JSON.stringify(await problems({ connections }))).not.toContain('wms-secret');
  });

  it('takes an id once, endpoints included', async () => {
    const endpoint: Setup['webhookEndpoints'][number] = {
      id: 'wms',
      channel: 'shop',
      url: 'https://shop.example',
      secret: 'whsec_',
      events: ['order.shipped'],
      allowPrivateAddresses: false,
    };
    expect(await problems({ webhookEndpoints: [endpoint] })).toEqual([
      { pointer: '/webhookEndpoints/0/id', message: '"wms" is used twice.' },
    ]);
  });

  it.each([
    ['/channels/0/routes/erp', 'salesDocuments', { erp: 'wms' }],
    ['/channels/0/routes/payments/card', 'payments', { payments: { card: 'wms' } }],
    [
      '/channels/0/routes/carriers/0/connection',
      'carrier',
      { carriers: [{ method: '*', connection: 'wms', packagesPerShipment: null }] },
    ],
  ])('refuses a route to a system that cannot do it: %s', async (pointer, port, routes) => {
    const channels: Setup['channels'] = [
      { id: 'shop', name: 'Shop', kind: 'shop', connectionId: null, routes: { ...ROUTES, ...routes } },
    ];
    expect(await problems({ channels })).toEqual([{ pointer, message: `The connection "wms" has no port ${port}.` }]);
  });
});
