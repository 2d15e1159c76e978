import type { Ports, ShipmentReport } from '@crossdock/connector-kit';
import { openTestConnection, type InMemoryTokenStore, type TestConnection } from '@crossdock/connector-kit/testing';
import { allegroConnector } from '@crossdock/connectors/allegro';
import { createSandbox, type Sandbox } from '../../apps/sandbox/src';
import { allegroSystem } from '../../apps/sandbox/src/vendors/allegro/allegro.system';

export const CREDENTIALS = {
  clientId: 'allegro-demo-client',
  clientSecret: 'allegro-demo-secret',
  refreshToken: 'allegro-demo-refresh-token',
};

/** Long enough for a healthy call, short enough to wait for a silent one. */
export const SHORT_DEADLINE_MS = 1_000;
export const WAYBILL = '620000000000000000000001';

const SETTINGS = {
  commandMs: 20,
  offerEditMs: 20,
  accessTokenLifeS: 43_199,
  refreshGraceMs: 60_000,
  firstRefreshTokenReusable: true,
  callsPerMinute: 9_000,
  waybillUses: 10,
};

export interface PlacedOrder {
  readonly id: string;
  readonly revision: string;
  readonly lines: readonly { readonly id: string }[];
  readonly ids?: readonly string[];
}

/** A record of the sandbox; each type has some of the fields. */
export interface AllegroRecord {
  readonly id: string;
  readonly reference: string | null;
  readonly sku?: string;
  readonly available?: number;
  readonly status?: string;
  readonly fulfillmentStatus?: string;
}

export interface Changes {
  readonly settings?: object;
  readonly credentials?: object;
  readonly deadlineMs?: number;
  readonly tokens?: InMemoryTokenStore;
}

export const aReport = (externalId: string, changes: Partial<ShipmentReport> = {}): ShipmentReport => ({
  externalId,
  carrier: 'inpost',
  waybill: WAYBILL,
  trackingUrl: null,
  lineIds: [],
  ...changes,
});

/** The simulated Allegro and a connection to it. */
export class AllegroDemo {
  private current: TestConnection | null = null;

  private constructor(
    private readonly sandbox: Sandbox,
    private readonly address: string,
  ) {}

  static async start(): Promise<AllegroDemo> {
    const sandbox = createSandbox({ file: null, systems: [allegroSystem] });
    return new AllegroDemo(sandbox, await sandbox.listen(0));
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

  open(changes: Changes = {}): TestConnection {
    const { deadlineMs, tokens } = changes;
    return openTestConnection(allegroConnector, {
      settings: {
        baseUrl: `${this.address}/allegro`,
        authUrl: `${this.address}/allegro`,
        userAgent: 'Crossdock/1.0 (+https://crossdock.example)',
        startDate: '2020-01-01T00:00:00Z',
        commandPollMs: 10,
        ...changes.settings,
      },
      credentials: { ...CREDENTIALS, ...changes.credentials },
      ...(tokens === undefined ? {} : { tokens }),
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
    });
  }

  get connection(): TestConnection {
    return this.current!;
  }

  get orders(): Ports['orderSource'] {
    return this.connection.ports.orderSource!;
  }

  get reporter(): Ports['fulfilmentReporter'] {
    return this.connection.ports.fulfilmentReporter!;
  }

  get catalogue(): Ports['offerCatalogue'] {
    return this.connection.ports.offerCatalogue!;
  }

  get health(): Ports['healthCheck'] {
    return this.connection.ports.healthCheck!;
  }

  async setStock(offerId: string, quantity: number): ReturnType<Ports['stockSink']['setStock']> {
    const items = [{ sku: 'MUG-1', offerId, quantity, version: '1' }];
    return this.connection.ports.stockSink!.setStock(items, { key: `stock-${offerId}-${quantity}` });
  }

  async settings(changes: object): Promise<void> {
    await this.control('POST', '/__sandbox/allegro/settings', changes);
  }

  async fault(kind: string, more: object = {}): Promise<void> {
    await this.control('POST', '/__sandbox/allegro/faults', { kind, times: 1, ...more });
  }

  async advance(body: object): Promise<void> {
    await this.control('POST', '/__sandbox/allegro/advance', body);
  }

  async placeOrder(options: object = {}): Promise<PlacedOrder> {
    const body = { action: 'place-order', ...options };
    const answer = await this.control('POST', '/__sandbox/allegro/advance', body);
    return (answer as { result: PlacedOrder }).result;
  }

  async records(type: string): Promise<readonly AllegroRecord[]> {
    return (await this.control('GET', `/__sandbox/allegro/records?type=${type}`)) as readonly AllegroRecord[];
  }

  async offer(sku: string): Promise<AllegroRecord> {
    return (await this.records('offer')).find((offer) => offer.sku === sku)!;
  }

  async fulfilmentStatus(orderId: string): Promise<string | undefined> {
    return (await this.records('order')).find(({ id }) => id === orderId)?.fulfillmentStatus;
  }

  private async control(method: string, path: string, body?: object): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { headers, body: JSON.stringify(body) };
    return (await fetch(`${this.address}${path}`, { method, ...sent })).json();
  }
}
