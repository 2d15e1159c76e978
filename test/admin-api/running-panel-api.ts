import { randomBytes } from 'node:crypto';
import { defineConnector, RejectedByVendorError, secret, type Carrier, type Connector } from '@crossdock/connector-kit';
import { Database, defineFlow, OperatorActions, type AnyFlow } from '@crossdock/flow-engine';
import { Global, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { pino } from 'pino';
import { z } from 'zod';
import { AdminApiModule } from '../../apps/hub/src/admin-api/admin-api.module';
import { installAdmin, type AdminOptions } from '../../apps/hub/src/admin-api/panel/install-admin';
import { ConnectionGateway } from '../../apps/hub/src/connections/connection-gateway';
import { ConnectorCatalogue } from '../../apps/hub/src/connections/connector-catalogue';
import { WorkSignal } from '../../apps/hub/src/engine/work-signal';
import { applyTrouble } from '../../apps/hub/src/orders/order-changes';
import { FULFILMENT_FLOW, OrderCancellation } from '../../apps/hub/src/orders/order-cancellation';
import type { OrderFact } from '../../apps/hub/src/orders/order-fact';
import { isHeld } from '../../apps/hub/src/orders/order-hold';
import { OrderIntake } from '../../apps/hub/src/orders/order-intake';
import { loadOrders } from '../../apps/hub/src/orders/order-store';
import type { OrderSubject } from '../../apps/hub/src/orders/order-subject';
import { PlatformModule } from '../../apps/hub/src/platform/platform.module';
import { installProblems } from '../../apps/hub/src/platform/problem/install-problems';
import { SecretBox } from '../../apps/hub/src/platform/secrets/secret-box';
import { readSettings } from '../../apps/hub/src/platform/settings/settings';
import { createUser } from '../../apps/hub/src/users/create-user';
import type { Role } from '../../apps/hub/src/users/role';
import { createTestDatabase } from '../support';

/** Two steps that no worker ever runs. The first makes a document, so one can be bound to it. */
const flow: AnyFlow = defineFlow<OrderSubject, OrderFact>({
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
      bind: () => ({ kind: 'done' }),
    },
    {
      name: 'request-fulfilment',
      kind: 'command',
      port: 'warehouse',
      after: ['create-sales-order'],
      phase: 'forward',
      items: () => [{ key: 'F1', connectionId: 'wms' }],
      execute: async () => ({ kind: 'done' }),
    },
  ],
  load: loadOrders,
  apply: async (_sql, { subject }) => subject,
  attention: applyTrouble,
  isHeld: (subject) => isHeld(subject.progress),
});
const flows = new Map([[flow.name, flow]]);

const system = (slug: string, category: 'erp' | 'wms', answer: { ok: boolean; detail: string }): Connector =>
  defineConnector({
    manifest: {
      system: slug,
      name: slug.toUpperCase(),
      category,
      api: { version: '1', docs: 'https://example.com/docs' },
      auth: 'none',
      ports: ['healthCheck'],
      settings: z.object({ url: z.string() }),
      credentials: z.object({}),
      limits: { requests: 10, perMs: 1_000, concurrency: 2 },
      operations: {},
      lookupTables: {},
      nativelyIdempotent: [],
    },
    open: () => ({ healthCheck: { check: async () => answer } }),
  });

/** A system with everything that can be set up: settings, credentials, a lookup table, a sign-in. */
const courier = defineConnector({
  manifest: {
    system: 'a-courier',
    name: 'A courier',
    category: 'courier',
    api: { version: '1', docs: 'https://example.com/docs' },
    auth: 'api-key',
    ports: ['carrier', 'healthCheck'],
    settings: z.object({
      baseUrl: z.url().meta({ title: 'Address' }),
      pageSize: z.int().min(1).max(100).default(50).meta({ title: 'Page size' }),
    }),
    credentials: z.object({
      user: z.string().min(1).meta({ title: 'User' }),
      apiKey: secret().meta({ secret: true, title: 'Key' }),
    }),
    limits: { requests: 10, perMs: 1_000, concurrency: 2 },
    operations: {},
    lookupTables: { service: { title: 'Delivery method to service', defaults: { courier: 'STD', locker: 'LOC' } } },
    nativelyIdempotent: [],
  },
  open: ({ credentials, settings, lookups }) => ({
    carrier: {} as Carrier,
    healthCheck: {
      check: async () => {
        if (credentials.apiKey === 'wrong-key-1234') {
          const summary = `The key ${credentials.apiKey} is not known.`;
          throw new RejectedByVendorError({ code: 'courier.refused', summary });
        }
        return {
          ok: true,
          detail: `${settings.baseUrl} ${credentials.user} ${lookups.find('service', 'courier') ?? ''}`,
        };
      },
    },
  }),
  consent: ({ clock }) => ({
    authorizeUrl: ({ redirectUri, state, codeChallenge }) =>
      `https://login.example/authorize?${new URLSearchParams({ redirectUri, state, codeChallenge }).toString()}`,
    exchangeCode: async ({ code }) => {
      if (code !== 'good') throw new RejectedByVendorError({ code: 'courier.code', summary: 'The code is too old.' });
      return { accessToken: 'access', expiresAt: clock.now() + 3_600_000, refreshToken: 'refresh' };
    },
    startDevice: async () => ({
      deviceCode: 'device-secret',
      userCode: 'ABC-123',
      verificationUri: 'https://login.example/device',
      verificationUriComplete: null,
      expiresInMs: 60_000,
      pollEveryMs: 1,
    }),
    pollDevice: async () => ({ kind: 'refused' }),
  }),
}) as unknown as Connector;

@Global()
@Module({
  providers: [
    {
      provide: ConnectorCatalogue,
      useFactory: () =>
        new ConnectorCatalogue([
          system('an-erp', 'erp', { ok: true, detail: 'Signed in as hub.' }),
          system('a-wms', 'wms', { ok: false, detail: 'The key was refused.' }),
          courier,
        ]),
    },
    {
      provide: ConnectionGateway,
      inject: [Database, SecretBox, ConnectorCatalogue],
      useFactory: (database: Database, box: SecretBox, catalogue: ConnectorCatalogue) =>
        new ConnectionGateway(database, box, catalogue, pino({ level: 'silent' })),
    },
    {
      provide: OperatorActions,
      inject: [Database],
      useFactory: (database: Database) => new OperatorActions(database, flows),
    },
    {
      provide: OrderCancellation,
      inject: [OperatorActions],
      useFactory: (actions: OperatorActions) => new OrderCancellation(actions),
    },
    { provide: WorkSignal, inject: [Database], useFactory: (database: Database) => new WorkSignal(database) },
  ],
  exports: [ConnectorCatalogue, ConnectionGateway, OperatorActions, OrderCancellation, WorkSignal],
})
class EnginePartsModule {}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- specs say what they expect of it
  readonly raw: Buffer;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Network address of the caller. */
  readonly from?: string;
}

/** Somebody at a browser: keeps the session cookie and sends the token with every change. */
export interface Visitor {
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  signIn(email: string, password: string, from?: string): Promise<Answer>;
  cookie(): string | undefined;
}

export const PASSWORD = 'a long enough password';

export interface RunningPanelApi {
  readonly app: NestFastifyApplication;
  readonly database: Database;
  readonly flow: AnyFlow;
  visitor(): Visitor;
  /** Signed in; the user is made when there is none. */
  as(role: Role): Promise<Visitor>;
  place(changes?: Record<string, unknown>): Promise<string>;
  /** Makes the first job of the order dead, as a refusal of the vendor would. */
  jobOf(orderId: string, state: 'dead' | 'in-doubt' | 'ready'): Promise<string>;
  audit(): Promise<{ action: string; actor: string; subjectId: string; reason: string | null; facts: unknown }[]>;
  close(): Promise<void>;
}

/** The panel's API with a database of its own, a channel and the connections `erp` and `wms`. */
export async function startPanelApi(options: AdminOptions = {}): Promise<RunningPanelApi> {
  const server = await createTestDatabase();
  const settings = readSettings({
    DATABASE_URL: server.url,
    CROSSDOCK_SECRET_KEY: randomBytes(32).toString('base64'),
    ...(options.publicUrl === undefined ? {} : { PUBLIC_URL: options.publicUrl }),
  });
  const logger = pino({ level: 'silent' });
  const module = await Test.createTestingModule({
    imports: [PlatformModule.forRoot(settings, logger), EnginePartsModule, AdminApiModule],
  }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter({ trustProxy: true }), {
    logger: false,
  });
  installProblems(app, logger);
  installAdmin(app, options);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const database = app.get(Database);
  await seed(database);
  return {
    app,
    database,
    flow,
    visitor: () => visitorAt(url),
    as: async (role) => {
      const email = `${role}@example.com`;
      await createUser(database, { email, password: PASSWORD, role, locale: 'pl' }).catch(() => undefined);
      const somebody = visitorAt(url);
      await somebody.signIn(email, PASSWORD);
      return somebody;
    },
    place: async (changes = {}) => placeOrder(database, changes),
    jobOf: async (orderId, state) => {
      const error =
        state === 'ready'
          ? null
          : JSON.stringify({ class: 'rejected', code: 'sku.unknown', summary: 'No such item.', fix: 'Add the item.' });
      const [job] = await database.query<{ id: string }>(
        `update sync_job set state = $2, error = $3::jsonb where subject_id = $1 returning id::text`,
        [orderId, state, error],
      );
      return job!.id;
    },
    audit: async () =>
      database.query(`select action, actor, subject_id as "subjectId", reason, facts from audit_event a order by a.id`),
    close: async () => {
      await app.get(ConnectionGateway).close();
      await app.close();
      await server.drop();
    },
  };
}

function visitorAt(url: string): Visitor {
  let cookie: string | undefined;
  let token: string | undefined;
  const call: Visitor['call'] = async (method, path, { body, headers = {}, from } = {}) => {
    const answer = await fetch(url + path, {
      method,
      redirect: 'manual',
      ...given('body', body === undefined ? undefined : JSON.stringify(body)),
      headers: {
        ...given('content-type', body === undefined ? undefined : 'application/json'),
        ...given('x-forwarded-for', from),
        ...given('cookie', cookie === undefined ? undefined : `crossdock_session=${cookie}`),
        ...given('x-csrf-token', method === 'GET' ? undefined : token),
        ...headers,
      },
    });
    cookie = cookieAfter(answer, cookie);
    return read(answer);
  };
  return {
    call,
    get: async (path) => call('GET', `/admin/api${path}`),
    post: async (path, body = {}) => call('POST', `/admin/api${path}`, { body }),
    signIn: async (email, password, from) => {
      const answer = await call('POST', '/admin/api/session', {
        body: { email, password },
        ...(from === undefined ? {} : { from }),
      });
      if (answer.status === 200) token = String(answer.body.csrfToken);
      return answer;
    },
    cookie: () => cookie,
  };
}

function cookieAfter(answer: Response, before: string | undefined): string | undefined {
  const set = /^crossdock_session=([^;]*)/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
  if (set === undefined) return before;
  return set === '' ? undefined : set;
}

function given(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}

async function read(answer: Response): Promise<Answer> {
  const raw = Buffer.from(await answer.arrayBuffer());
  const isJson = answer.headers.get('content-type')?.includes('json') === true;
  const body: unknown = isJson ? JSON.parse(raw.toString()) : raw.toString();
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body, raw };
}

const ROUTES = {
  erp: 'erp',
  warehouse: 'wms',
  carriers: [{ method: '*', connection: 'courier' }],
  payments: { przelewy24: 'p24' },
};

async function seed(database: Database): Promise<void> {
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

async function placeOrder(database: Database, changes: Record<string, unknown>): Promise<string> {
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
