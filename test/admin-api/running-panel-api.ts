import { randomBytes } from 'node:crypto';
import { Database, type AnyFlow } from '@crossdock/flow-engine';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { pino } from 'pino';
import { AdminApiModule } from '../../apps/hub/src/admin-api/admin-api.module';
import { installAdmin, type AdminOptions } from '../../apps/hub/src/admin-api/panel/install-admin';
import { ConnectionGateway } from '../../apps/hub/src/connections/connection-gateway';
import { PlatformModule } from '../../apps/hub/src/platform/platform.module';
import { installProblems } from '../../apps/hub/src/platform/problem/install-problems';
import { readSettings } from '../../apps/hub/src/platform/settings/settings';
import { createUser } from '../../apps/hub/src/users/create-user';
import type { Role } from '../../apps/hub/src/users/role';
import { createTestDatabase } from '../support';
import { EnginePartsModule, flow } from './engine-parts';
import { placeOrder, seed } from './sample-data';

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
