import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Invoice, Order } from '@crossdock/canonical';
import type { PaymentRegistration, Ports, RawWebhook, RemoteRecord, SalesOrderRequest } from '@crossdock/connector-kit';
import { openTestConnection, type TestConnection } from '@crossdock/connector-kit/testing';
import { dynamics365BcConnector } from '@crossdock/connectors/dynamics-365-bc';
import { createSandbox, type Sandbox } from '../../apps/sandbox/src';
import { dynamics365BcSystem } from '../../apps/sandbox/src/vendors/dynamics-365-bc/dynamics-365-bc.system';

export const CREDENTIALS = {
  clientId: 'bc-demo-client',
  clientSecret: 'bc-demo-secret',
  clientState: 'bc-demo-client-state',
};

/** Long enough for a healthy call, short enough to wait for a silent one. */
export const SHORT_DEADLINE_MS = 400;

const SETTINGS = {
  accessTokenLifeS: 3_599,
  callsPerWindow: 100_000,
  maxPageSize: 20_000,
  jobQueueMs: null,
  invoicing: 'at-once',
  orderStatus: 'Draft',
  preventNegativeInventory: false,
  batchMs: 10,
};

/** A buyer with Polish letters orders two mugs to a locker: 52.97 PLN, paid. */
export function anOrder(changes: Partial<Order> = {}): Order {
  const address = { street: 'Źródlana 7/3', city: 'Łódź', postalCode: '90-743', country: 'PL' };
  return {
    externalId: '1001',
    currency: 'PLN',
    placedAt: '2026-11-23T23:15:00Z',
    customer: { email: 'Zaneta@example.com', phone: '+48500600700', firstName: 'Żaneta', lastName: 'Gęślą-Jaźń' },
    billingAddress: address,
    shippingAddress: address,
    pickupPoint: { carrier: 'inpost', id: 'WAW01A' },
    delivery: { method: 'inpost-locker', price: { gross: '12.99', currency: 'PLN', taxRate: '23' } },
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
        name: 'Kubek „Żółw”',
        quantity: '2',
        unitPrice: { gross: '19.99', currency: 'PLN', taxRate: '23' },
      },
    ],
    totals: { gross: '52.97', currency: 'PLN' },
    ...changes,
  };
}

export const aRequest = (reference: string, changes: Partial<Order> = {}): SalesOrderRequest => ({
  reference,
  channel: 'allegro',
  order: anOrder(changes),
});

export const aPayment = (reference: string, salesOrder: RemoteRecord, invoice: Invoice): PaymentRegistration => ({
  reference,
  salesOrder,
  invoice,
  amount: { amount: '52.97', currency: 'PLN' },
  paidAt: '2026-11-23T23:20:00Z',
  transactionId: 'P24-1',
  method: 'przelewy24',
  order: anOrder(),
});

/** A record of the sandbox; each type has some of the fields. */
export interface BcRecord {
  readonly id: string;
  readonly reference: string | null;
  readonly number?: string;
  readonly status?: string;
  readonly displayName?: string;
  readonly shipToName?: string;
  readonly orderDate?: string;
  readonly amount?: number;
  readonly expirationDateTime?: string;
  readonly lines?: readonly {
    readonly lineType: string;
    readonly lineObjectNumber?: string;
    readonly unitPrice: number;
  }[];
}

export interface Changes {
  readonly settings?: object;
  readonly credentials?: object;
  readonly lookups?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly deadlineMs?: number;
}

/** The simulated Business Central and a connection to it. */
export class BcDemo {
  private current: TestConnection | null = null;

  private constructor(
    private readonly sandbox: Sandbox,
    private readonly address: string,
  ) {}

  static async start(): Promise<BcDemo> {
    const sandbox = createSandbox({ file: null, systems: [dynamics365BcSystem] });
    return new BcDemo(sandbox, await sandbox.listen(0));
  }

  async stop(): Promise<void> {
    await this.current?.close();
    await this.sandbox.close();
  }

  /** Forgets what happened and opens a connection that has learnt nothing yet. */
  async restart(): Promise<void> {
    await this.control('POST', '/__sandbox/reset', {});
    await this.settings(SETTINGS);
    await this.reopen({});
  }

  async reopen(changes: Changes): Promise<void> {
    await this.current?.close();
    this.current = this.open(changes);
  }

  open({ settings, credentials, lookups, deadlineMs }: Changes = {}): TestConnection {
    return openTestConnection(dynamics365BcConnector, {
      settings: {
        baseUrl: `${this.address}/dynamics-365-bc`,
        authUrl: `${this.address}/dynamics-365-bc`,
        tenantId: '9f1d3a52-1c1f-4a5e-8f6a-4b7a0c2e5d11',
        company: 'CRONUS PL',
        deliveryNumber: 'DOSTAWA',
        paymentJournal: 'HUB',
        ...settings,
      },
      credentials: { ...CREDENTIALS, ...credentials },
      ...(lookups === undefined ? {} : { lookups }),
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
    });
  }

  get connection(): TestConnection {
    return this.current!;
  }

  get documents(): Ports['salesDocuments'] {
    return this.connection.ports.salesDocuments!;
  }

  get health(): Ports['healthCheck'] {
    return this.connection.ports.healthCheck!;
  }

  async create(reference: string, changes: Partial<Order> = {}): Promise<RemoteRecord> {
    return this.documents.createSalesOrder(aRequest(reference, changes), { key: `create-${reference}` });
  }

  async register(payment: PaymentRegistration): Promise<RemoteRecord> {
    return this.documents.registerPayment(payment, { key: 'pay' });
  }

  /** Operations of all calls since the connection was opened. */
  get calls(): readonly string[] {
    return this.connection.exchanges.map(({ operation }) => operation);
  }

  async settings(changes: object): Promise<void> {
    await this.control('POST', '/__sandbox/dynamics-365-bc/settings', changes);
  }

  async fault(kind: string, more: object = {}): Promise<void> {
    await this.control('POST', '/__sandbox/dynamics-365-bc/faults', { kind, times: 1, ...more });
  }

  async advance(body: object): Promise<void> {
    await this.control('POST', '/__sandbox/dynamics-365-bc/advance', body);
  }

  async records(type: string): Promise<readonly BcRecord[]> {
    return (await this.control('GET', `/__sandbox/dynamics-365-bc/records?type=${type}`)) as readonly BcRecord[];
  }

  /** Customers that were made; the company has a shared web customer from the start. */
  async customers(): Promise<readonly BcRecord[]> {
    return (await this.records('customer')).filter(({ number }) => number !== 'WEB');
  }

  private async control(method: string, path: string, body?: object): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { headers, body: JSON.stringify(body) };
    return (await fetch(`${this.address}${path}`, { method, ...sent })).json();
  }
}

/** Stands where the hub's webhook endpoint stands: gives every call to the receiver and answers as it says. */
export class NotificationEndpoint {
  readonly received: RawWebhook[] = [];
  receiver: Ports['webhookReceiver'] | null = null;

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const query = Object.fromEntries(new URL(request.url ?? '/', 'http://hub').searchParams);
        const webhook = { method: 'POST', headers: {}, query, body: Buffer.concat(parts), suffix: '' };
        this.received.push(webhook);
        void this.receiver!.receive(webhook).then(
          ({ answer }) => response.writeHead(answer?.status ?? 200).end(answer?.body ?? ''),
          () => response.writeHead(401).end(),
        );
      });
    });
  }

  static async start(): Promise<NotificationEndpoint> {
    const server = createServer();
    const endpoint = new NotificationEndpoint(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return endpoint;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hooks/bc`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
