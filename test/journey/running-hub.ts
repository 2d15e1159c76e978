import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database } from '@crossdock/flow-engine';
import { ConnectorCatalogue } from '../../apps/hub/src/connections/connector-catalogue';
import { createHub } from '../../apps/hub/src/create-hub';
import { seedDemo } from '../../apps/hub/src/demo/seed-demo';
import { createLogger, type Logger } from '../../apps/hub/src/platform/logging/logger';
import { SecretBox } from '../../apps/hub/src/platform/secrets/secret-box';
import { readSettings } from '../../apps/hub/src/platform/settings/settings';
import { createSandbox, type Sandbox } from '../../apps/sandbox/src/sandbox';
import { createTestDatabase, freePort, waitFor, type TestDatabase } from '../support';

export interface OrderAnswer {
  readonly id: string;
  readonly status: string;
  readonly attention: boolean;
  readonly attentionReason: string | null;
  readonly documents: readonly { readonly kind: string; readonly number: string | null }[];
  readonly shipments: readonly {
    readonly waybill: string | null;
    readonly state: string;
    readonly labelUrl: string | null;
  }[];
  readonly steps: readonly { readonly step: string; readonly state: string }[];
  readonly cancellation: { readonly state: string; readonly notes: readonly string[] } | null;
}

export interface SandboxRecord {
  readonly id: string;
  readonly type: string;
  readonly reference: string | null;
  readonly [field: string]: unknown;
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** The whole hub and the whole sandbox, over real HTTP, on a database of their own. */
export class RunningHub {
  private constructor(
    readonly hubUrl: string,
    readonly sandboxUrl: string,
    readonly apiKey: string,
    readonly database: Database,
    private readonly apps: readonly NestFastifyApplication[],
    private readonly sandbox: Sandbox,
    private readonly testDatabase: TestDatabase,
    private readonly dataDir: string,
  ) {}

  /**
   * @param log takes what the hub logs, instead of nobody
   * @param isApart the doors, the worker and the scheduler are programs of their own: work goes through the queue
   */
  static async start(log?: Logger, isApart = false): Promise<RunningHub> {
    const testDatabase = await createTestDatabase();
    const sandbox = createSandbox({ file: null });
    const sandboxUrl = await sandbox.listen(0);
    const dataDir = mkdtempSync(path.join(tmpdir(), 'crossdock-hub-'));
    const port = await freePort();
    const environment = {
      CROSSDOCK_ROLE: isApart ? 'api' : 'all',
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: testDatabase.url,
      DATA_DIR: dataDir,
      CROSSDOCK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      CROSSDOCK_SANDBOX: '1',
      SANDBOX_URL: sandboxUrl,
      CROSSDOCK_LOG_LEVEL: process.env.CROSSDOCK_LOG_LEVEL ?? 'silent',
      CROSSDOCK_API_RATE: '100000',
    };
    const settings = readSettings(environment);
    // Its pages load a package in a way that the test runner cannot follow.
    const app = await createHub(settings, log ?? createLogger(settings.logLevel), { withDocumentation: false });
    const database = app.get(Database);
    const hubUrl = settings.publicUrl;
    const catalogue = app.get(ConnectorCatalogue);
    await seedDemo({ database, box: app.get(SecretBox), catalogue, dataDir, sandboxUrl, hubUrl });
    await app.listen(port, '127.0.0.1');
    const apps = [app];
    for (const role of isApart ? ['worker', 'scheduler'] : []) {
      const apart = readSettings({ ...environment, CROSSDOCK_ROLE: role, PORT: String(await freePort()) });
      const other = await createHub(apart, log ?? createLogger(apart.logLevel), { withDocumentation: false });
      await other.listen(apart.port, '127.0.0.1');
      apps.push(other);
    }
    const { apiKey } = JSON.parse(readFileSync(path.join(dataDir, 'demo.json'), 'utf8')) as { apiKey: string };
    return new RunningHub(hubUrl, sandboxUrl, apiKey, database, apps, sandbox, testDatabase, dataDir);
  }

  async call<T>(method: string, address: string, body?: unknown): Promise<Answer<T>> {
    const answer = await fetch(`${this.hubUrl}${address}`, {
      method,
      headers: {
        authorization: `Bearer ${this.apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: (text === '' ? null : JSON.parse(text)) as T };
  }

  /** Places an order and returns its id. */
  async place(order: object): Promise<string> {
    const { status, body } = await this.call<{ id: string }>('POST', '/api/v1/orders', order);
    if (status !== 202) throw new Error(`The order was answered with ${status}: ${JSON.stringify(body)}`);
    return body.id;
  }

  async order(id: string): Promise<OrderAnswer> {
    return (await this.call<OrderAnswer>('GET', `/api/v1/orders/${id}`)).body;
  }

  /** The order once it has this status. @throws with the reason when it needs a person instead */
  async reaches(id: string, status: string, timeoutMs = 25_000): Promise<OrderAnswer> {
    return waitFor(
      async () => {
        const order = await this.order(id);
        if (order.attention && order.status !== status) throw new Error(order.attentionReason ?? 'attention');
        return order.status === status ? order : null;
      },
      { what: `order ${id} to be ${status}`, timeoutMs, everyMs: 100 },
    );
  }

  /** What a simulated system holds for an order. */
  async records(system: string, type: string, reference?: string): Promise<readonly SandboxRecord[]> {
    const records = (await this.control('GET', `${system}/records?type=${type}`)) as readonly SandboxRecord[];
    return reference === undefined ? records : records.filter((record) => record.reference === reference);
  }

  async fault(system: string, fault: object): Promise<void> {
    await this.control('POST', `${system}/faults`, fault);
  }

  async simulate(system: string, settings: object): Promise<void> {
    await this.control('POST', `${system}/settings`, settings);
  }

  async advance(system: string, body: object): Promise<unknown> {
    return this.control('POST', `${system}/advance`, body);
  }

  async control(method: string, address: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${this.sandboxUrl}/__sandbox/${address}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to ${method} ${address}.`);
    return answer.json();
  }

  async stop(): Promise<void> {
    for (const app of this.apps) await app.close();
    await this.sandbox.close();
    await this.testDatabase.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

let next = 1000;

/** An order of the demo shop as contracts describe it: two mugs to a locker, paid by Przelewy24. */
export function demoOrder(changes: Record<string, unknown> = {}): Record<string, unknown> & { externalId: string } {
  next += 1;
  const address = { street: 'Prosta 51', city: 'Łódź', postalCode: '90-001', country: 'PL' };
  return {
    externalId: `J-${next}`,
    currency: 'PLN',
    placedAt: '2026-11-23T08:15:00Z',
    customer: {
      email: 'jan@example.com',
      phone: '+48500600700',
      firstName: 'Zażółć',
      lastName: 'Gęślą-Jaźń',
      company: null,
      taxId: null,
      group: 'retail',
    },
    billingAddress: address,
    shippingAddress: address,
    pickupPoint: { carrier: 'inpost', id: 'WAW01A' },
    delivery: { method: 'inpost-locker', price: { gross: '12.99', currency: 'PLN', taxRate: '23' } },
    payment: {
      method: 'przelewy24',
      status: 'paid',
      amount: { amount: '52.97', currency: 'PLN' },
      transactionId: `P24-J-${next}`,
      cashOnDelivery: false,
    },
    lines: [
      {
        id: '1',
        sku: 'MUG-1',
        ean: '5901234123457',
        name: 'Kubek „Żółw”',
        quantity: '2',
        unitPrice: { gross: '19.99', currency: 'PLN', taxRate: '23' },
      },
    ],
    totals: { gross: '52.97', currency: 'PLN' },
    note: null,
    attributes: {},
    ...changes,
  };
}
