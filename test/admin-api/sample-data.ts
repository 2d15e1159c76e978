import type { Database } from '@crossdock/flow-engine';
import { OrderIntake } from '../../apps/hub/src/orders/order-intake';
import { flow } from './engine-parts';

const ROUTES = {
  erp: 'erp',
  warehouse: 'wms',
  carriers: [{ method: '*', connection: 'courier' }],
  payments: { przelewy24: 'p24' },
};

export async function seed(database: Database): Promise<void> {
  await database.query(`insert into channel (id, name, kind, routes) values ('web', 'Web shop', 'shop', $1)`, [
    JSON.stringify(ROUTES),
  ]);
  for (const [id, slug] of [
    ['erp', 'an-erp'],
    ['wms', 'a-wms'],
  ]) {
    await database.query(
      `insert into connection (id, system, name, settings, credentials, concurrency, rate_requests, rate_per_ms)
       values ($1, $2, $3, '{"url":"https://example.com"}', null, 4, 100, 1000)`,
      [id, slug, `Our ${slug}`],
    );
  }
}

export async function placeOrder(database: Database, changes: Record<string, unknown>): Promise<string> {
  const order = { ...ORDER, ...changes } as unknown as Parameters<OrderIntake['place']>[2];
  const channel = { id: 'web', name: 'Web shop', kind: 'shop', connectionId: null, routes: ROUTES } as const;
  const placed = await database.transaction(async (sql) =>
    new OrderIntake(flow).place(sql, channel, order, '0af7651916cd43dd8448eb211c80319c'),
  );
  return placed.id;
}

const ADDRESS = { street: 'Prosta 51', city: 'Warszawa', postalCode: '00-838', country: 'PL' };
const ORDER = {
  externalId: '1001',
  currency: 'PLN',
  placedAt: '2026-11-23T08:15:00Z',
  customer: { email: 'zofia@example.com', firstName: 'Zofia', lastName: 'Żółć', phone: null },
  billingAddress: ADDRESS,
  shippingAddress: ADDRESS,
  delivery: { method: 'courier', price: { gross: '12.99', currency: 'PLN', taxRate: '23' } },
  payment: {
    method: 'przelewy24',
    status: 'paid',
    amount: { amount: '52.97', currency: 'PLN' },
    transactionId: 'P24-1',
    cashOnDelivery: false,
  },
  lines: [
    {
      id: '1',
      sku: 'MUG-1',
      name: 'Kubek',
      quantity: '2',
      unitPrice: { gross: '19.99', currency: 'PLN', taxRate: '23' },
    },
  ],
  totals: { gross: '52.97', currency: 'PLN' },
  note: null,
  attributes: {},
};
