import { defineFlow, Database, OperatorActions, type AnyFlow } from '@crossdock/flow-engine';
import { Global, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { FULFILMENT_FLOW, OrderCancellation } from '../../apps/hub/src/orders/order-cancellation';
import { OrderIntake } from '../../apps/hub/src/orders/order-intake';
import { loadOrders } from '../../apps/hub/src/orders/order-store';
import { PlatformModule } from '../../apps/hub/src/platform/platform.module';
import { installProblems } from '../../apps/hub/src/platform/problem/install-problems';
import { PROBLEM_SERVER_OPTIONS } from '../../apps/hub/src/platform/problem/send-problem';
import { readSettings } from '../../apps/hub/src/platform/settings/settings';
import { createApiKey } from '../../apps/hub/src/shop-api/api-keys/api-key';
import { installOpenApi } from '../../apps/hub/src/shop-api/documentation/install-open-api';
import { ShopApiModule } from '../../apps/hub/src/shop-api/shop-api.module';
import { createTestDatabase, waitFor } from '../support';
import { cableTo } from './cable';

export const CHANNEL = 'web-shop';

const ROUTES = {
  erp: 'erp',
  warehouse: 'wms',
  carriers: [{ method: 'inpost-*', connection: 'inpost' }],
  payments: { przelewy24: 'p24' },
};

/** A flow whose only step is never run: no worker is there. */
export const flow: AnyFlow = defineFlow({
  name: FULFILMENT_FLOW,
  priority: 10,
  steps: [
    {
      name: 'create-sales-order',
      kind: 'command',
      port: 'salesDocuments',
      after: [],
      phase: 'forward',
      items: () => [{ key: '', connectionId: 'erp' }],
      execute: async () => ({ kind: 'done' }),
    },
  ],
  load: loadOrders,
  apply: async (_sql, { subject }) => subject,
});

@Global()
@Module({
  providers: [
    { provide: OrderIntake, useFactory: () => new OrderIntake(flow) },
    {
      provide: OrderCancellation,
      useFactory: (database: Database) =>
        new OrderCancellation(new OperatorActions(database, new Map([[flow.name, flow]]))),
      inject: [Database],
    },
  ],
  exports: [OrderIntake, OrderCancellation],
})
class OrderPartsModule {}

export interface RunningShopApi {
  readonly app: NestFastifyApplication;
  readonly database: Database;
  /** What was logged, as text. */
  readonly log: readonly string[];
  readonly key: string;
  keyOf(channel: string, ...rights: string[]): Promise<string>;
  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, options?: CallOptions): Promise<Answer>;
  post(order: unknown, headers?: Record<string, string>): Promise<Answer>;
  readonly count: (
    table: 'orders' | 'sync_job' | 'timeline_entry' | 'outbox_event' | 'idempotency_key',
  ) => Promise<number>;
  /** The database cannot be reached any more. */
  loseDatabase(): Promise<void>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
  /** Sent as it is when it is text, else as JSON. */
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly raw: Buffer;
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- specs say what they expect of it
}

interface Start {
  readonly environment?: Record<string, string>;
  /** With /docs and /openapi.json. */
  readonly documented?: boolean;
}

/** The shop API with a database of its own, two channels and a key of the first one. */
export async function startShopApi({ environment = {}, documented = false }: Start = {}): Promise<RunningShopApi> {
  const server = await createTestDatabase();
  const cable = await cableTo(server.url);
  const settings = readSettings({
    DATABASE_URL: cable.url,
    CROSSDOCK_SECRET_KEY: randomBytes(32).toString('base64'),
    ...environment,
  });
  const log: string[] = [];
  const logger = pino(
    { level: 'info' },
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        log.push(chunk.toString());
        done();
      },
    }),
  );
  const module = await Test.createTestingModule({
    imports: [PlatformModule.forRoot(settings, logger), OrderPartsModule, ShopApiModule],
  }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(PROBLEM_SERVER_OPTIONS));
  app.useLogger(false);
  installProblems(app, logger);
  if (documented) installOpenApi(app);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const database = app.get(Database);
  await database.query(
    `insert into channel (id, name, kind, routes) values ($1, 'Web shop', 'shop', $2), ('other-shop', 'Other', 'shop', $2)`,
    [CHANNEL, JSON.stringify(ROUTES)],
  );
  const keyOf = async (channel: string, ...rights: string[]): Promise<string> =>
    (await createApiKey(database, { channel, name: 'spec', rights })).key;
  const key = await keyOf(CHANNEL, 'orders:read', 'orders:write');
  const call: RunningShopApi['call'] = async (method, path, options = {}) => {
    const { body, headers = {} } = options;
    const authorization: Record<string, string> =
      options.key === null ? {} : { authorization: `Bearer ${options.key ?? key}` };
    const answer = await fetch(url + path, {
      method,
      headers: {
        ...authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const raw = Buffer.from(await answer.arrayBuffer());
    const json = (answer.headers.get('content-type') ?? '').includes('json');
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      raw,
      body: json ? JSON.parse(raw.toString()) : raw.toString(),
    };
  };
  return {
    app,
    database,
    log,
    key,
    keyOf,
    call,
    post: async (order, headers = {}) => call('POST', '/api/v1/orders', { body: order, headers }),
    count: async (table) => {
      const [row] = await database.query<{ count: number }>(`select count(*)::int as count from ${table}`);
      return row!.count;
    },
    loseDatabase: async () => {
      await cable.pull();
      await waitFor(() => database.pool.totalCount === 0, { what: 'the pool to notice' });
    },
    close: async () => {
      await app.close();
      await cable.pull();
      await server.drop();
    },
  };
}

/** The order of the documentation, with changes at its top level. */
export function anOrder(changes: Record<string, unknown> = {}): Record<string, any> /* eslint-disable-line */ {
  return {
    externalId: '1001',
    currency: 'PLN',
    placedAt: '2026-11-23T08:15:00Z',
    customer: {
      email: 'jan@example.com',
      phone: '+48500600700',
      firstName: 'Jan',
      lastName: 'Kowalski',
      company: null,
      taxId: null,
      group: 'retail',
    },
    billingAddress: { street: 'Prosta 51', city: 'Warszawa', postalCode: '00-838', country: 'PL' },
    shippingAddress: { street: 'Prosta 51', city: 'Warszawa', postalCode: '00-838', country: 'PL' },
    pickupPoint: { carrier: 'inpost', id: 'WAW01A' },
    delivery: { method: 'inpost-locker', price: { gross: '12.99', currency: 'PLN', taxRate: '23' } },
    payment: {
      method: 'przelewy24',
      status: 'paid',
      amount: { amount: '52.97', currency: 'PLN' },
      transactionId: 'P24-1',
      cashOnDelivery: false,
    },
    lines: [aLine()],
    totals: { gross: '52.97', currency: 'PLN' },
    note: null,
    attributes: {},
    ...changes,
  };
}

export function aLine(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: '1',
    sku: 'MUG-1',
    ean: '5901234123457',
    name: 'Kubek „Żółw”',
    quantity: '2',
    unitPrice: { gross: '19.99', currency: 'PLN', taxRate: '23' },
    ...changes,
  };
}
