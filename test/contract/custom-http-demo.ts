import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Ports, RawWebhook } from '@crossdock/connector-kit';
import { openTestConnection, type OpenOverrides, type TestConnection } from '@crossdock/connector-kit/testing';
import { customHttpConnector } from '@crossdock/connectors/custom-http';
import { createSandbox, type Sandbox } from '../../apps/sandbox/src';
import type { SimulatedSystem } from '../../apps/sandbox/src/world/simulated-system';
import { waitFor } from '../support';

interface Configuration {
  readonly settings: unknown;
  readonly credentials: unknown;
}

/** A connection that is nothing but configuration, on a sandbox of its own, with a place where its webhooks arrive. */
export class DemoSystem {
  private connection: TestConnection | null = null;

  private constructor(
    private readonly slug: string,
    private readonly sandbox: Sandbox,
    readonly sandboxUrl: string,
    private readonly configuration: Configuration,
    readonly inbox: Inbox,
  ) {}

  /** One of the demo connections of the hub. */
  static async start(system: SimulatedSystem): Promise<DemoSystem> {
    return DemoSystem.configured(system, (sandboxUrl) => {
      const file = path.join(__dirname, `../../apps/hub/src/demo/connections/${system.slug}.json`);
      return JSON.parse(readFileSync(file, 'utf8').replaceAll('{{sandboxUrl}}', sandboxUrl)) as Configuration;
    });
  }

  static async configured(
    system: SimulatedSystem,
    configure: (sandboxUrl: string) => Configuration,
  ): Promise<DemoSystem> {
    const sandbox = createSandbox({ file: null, systems: [system] });
    const sandboxUrl = await sandbox.listen(0);
    return new DemoSystem(system.slug, sandbox, sandboxUrl, configure(sandboxUrl), await Inbox.open());
  }

  get ports(): Partial<Ports> {
    if (this.connection === null) throw new Error('The connection is not open.');
    return this.connection.ports;
  }

  /** Every captured call, as text. */
  get captured(): string {
    return JSON.stringify(this.connection?.exchanges);
  }

  /** A further connection. */
  connect({ credentials, deadlineMs }: OpenOverrides = {}): TestConnection {
    return openTestConnection(customHttpConnector, {
      settings: this.configuration.settings,
      credentials: credentials ?? this.configuration.credentials,
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
    });
  }

  /** Opens the connection anew; what the last one learnt (pauses, breaker) is forgotten. */
  async open(deadlineMs?: number): Promise<void> {
    await this.connection?.close();
    this.connection = this.connect(deadlineMs === undefined ? {} : { deadlineMs });
  }

  async reset(settings: Record<string, unknown>): Promise<void> {
    await this.control('/__sandbox/reset', {});
    this.inbox.received.length = 0;
    await this.settings({ ...settings, webhookUrl: this.inbox.url });
    await this.open();
  }

  async settings(settings: Record<string, unknown>): Promise<void> {
    await this.control(`/__sandbox/${this.slug}/settings`, settings);
  }

  async advance(action: string, reference?: string, more: Record<string, unknown> = {}): Promise<void> {
    await this.control(`/__sandbox/${this.slug}/advance`, { action, reference, ...more });
  }

  async fault(kind: string, more: Record<string, unknown> = {}): Promise<void> {
    await this.control(`/__sandbox/${this.slug}/faults`, { kind, times: 1, ...more });
  }

  async records(type?: string): Promise<Record<string, unknown>[]> {
    const query = type === undefined ? '' : `?type=${type}`;
    const answer = await fetch(`${this.sandboxUrl}/__sandbox/${this.slug}/records${query}`);
    return (await answer.json()) as Record<string, unknown>[];
  }

  /** The next webhook that arrives. */
  async nextWebhook(): Promise<RawWebhook> {
    await waitFor(() => this.inbox.received.length > 0, { what: 'a webhook' });
    return this.inbox.received.shift()!;
  }

  async stop(): Promise<void> {
    await this.connection?.close();
    this.inbox.close();
    await this.sandbox.close();
  }

  private async control(address: string, body: unknown): Promise<void> {
    await fetch(`${this.sandboxUrl}${address}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }
}

class Inbox {
  readonly received: (RawWebhook & { body: Buffer })[] = [];
  private constructor(private readonly server: Server) {}

  static async open(): Promise<Inbox> {
    const server = createServer();
    const inbox = new Inbox(server);
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        );
        inbox.received.push({ method: 'POST', headers, query: {}, suffix: '', body: Buffer.concat(parts) });
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return inbox;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hooks`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
