import { Database } from '@crossdock/flow-engine';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { demoConnections } from '../../apps/hub/src/demo/demo-connections';
import { credentialsPurpose } from '../../apps/hub/src/connections/connection-gateway';
import { storeConnection } from '../../apps/hub/src/connections/connection-row';
import { createHub } from '../../apps/hub/src/create-hub';
import { storeChannel } from '../../apps/hub/src/orders/channels';
import { createLogger } from '../../apps/hub/src/platform/logging/logger';
import { SecretBox } from '../../apps/hub/src/platform/secrets/secret-box';
import { readSettings } from '../../apps/hub/src/platform/settings/settings';
import { API_RIGHTS, createApiKey } from '../../apps/hub/src/shop-api/api-keys/api-key';
import { createTestDatabase, type TestDatabase } from '../support';

export interface HubAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- specs say what they expect of it
}

/** Nobody listens there. */
export const NOWHERE = 'http://127.0.0.1:9';

/**
 * The whole hub with two channels, `shop` and `other`, and no system that it could reach: orders are taken in and told to
 * the shops, and wait for their warehouse for ever.
 */
export class BareHub {
  private constructor(
    readonly url: string,
    readonly database: Database,
    /** With every right, of the channel `shop`. */
    readonly key: string,
    private readonly app: NestFastifyApplication,
    private readonly testDatabase: TestDatabase | null,
  ) {}

  /** @param options the database is the hub's own unless one is given; a demo may call this very machine */
  static async start(options: { readonly databaseUrl?: string; readonly isDemo?: boolean } = {}): Promise<BareHub> {
    const testDatabase = options.databaseUrl === undefined ? await createTestDatabase() : null;
    const settings = readSettings({
      DATABASE_URL: options.databaseUrl ?? testDatabase?.url,
      CROSSDOCK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      CROSSDOCK_LOG_LEVEL: 'silent',
      ...(options.isDemo === false ? {} : { CROSSDOCK_SANDBOX: '1', SANDBOX_URL: NOWHERE }),
    });
    const app = await createHub(settings, createLogger('silent'), { withDocumentation: false });
    const database = app.get(Database);
    const routes = { warehouse: 'nowhere', carriers: [{ method: '*', connection: 'nowhere' }] };
    for (const id of ['shop', 'other']) {
      await storeChannel(database, { id, name: id, kind: 'shop', connectionId: null, routes });
    }
    const { key } = await createApiKey(database, { channel: 'shop', name: 'spec', rights: API_RIGHTS });
    await app.listen(0, '127.0.0.1');
    return new BareHub(await app.getUrl(), database, key, app, testDatabase);
  }

  part<T>(token: abstract new (...args: never[]) => T): T {
    return this.app.get(token);
  }

  async keyOf(channel: string, ...rights: string[]): Promise<string> {
    return (await createApiKey(this.database, { channel, name: 'spec', rights })).key;
  }

  /** A connection of the demo, as it is, to a system that does not answer. */
  async connect(id: string): Promise<void> {
    const demo = demoConnections(NOWHERE, this.url).find((connection) => connection.id === id);
    if (demo === undefined) throw new Error(`The demo has no connection ${id}.`);
    await storeConnection(this.database, {
      ...demo,
      credentials: this.part(SecretBox).seal(demo.credentials, credentialsPurpose(id)),
      allowPrivateAddresses: true,
      limits: { requests: 100, perMs: 1_000, concurrency: 4 },
    });
  }

  async call(method: string, path: string, body?: unknown, key = this.key): Promise<HubAnswer> {
    return this.send(method, path, body === undefined ? undefined : JSON.stringify(body), {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    });
  }

  async send(
    method: string,
    path: string,
    body?: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<HubAnswer> {
    const answer = await fetch(this.url + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : null };
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.testDatabase?.drop();
  }
}
