import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Ports, RawWebhook } from '@crossdock/connector-kit';
import { openTestConnection, type TestConnection } from '@crossdock/connector-kit/testing';
import { customHttpConnector } from '@crossdock/connectors/custom-http';
import { createSandbox } from '../../apps/sandbox/src';

/** A demo connection of the hub, opened on a sandbox of its own, with a place where its webhooks arrive. */
export class DemoSystem {
  private connection: TestConnection | null = null;

  private constructor(
    private readonly slug: string,
    private readonly sandboxUrl: string,
    private readonly closeSandbox: () => Promise<void>,
    readonly inbox: Inbox,
  ) {}

  static async start(slug: string): Promise<DemoSystem> {
    const sandbox = createSandbox({ file: null });
    const sandboxUrl = await sandbox.listen(0);
    return new DemoSystem(slug, sandboxUrl, async () => sandbox.close(), await Inbox.open());
  }

  get ports(): Partial<Ports> {
    if (this.connection === null) throw new Error('The connection is not open.');
    return this.connection.ports;
  }

  /** Every captured call, as text. */
  get captured(): string {
    return JSON.stringify(this.connection?.exchanges);
  }

  /** Opens the connection anew; what the last one learnt (pauses, breaker) is forgotten. */
  async open(deadlineMs?: number): Promise<void> {
    await this.connection?.close();
    const file = path.join(__dirname, `../../apps/hub/src/demo/connections/${this.slug}.json`);
    const demo = JSON.parse(readFileSync(file, 'utf8').replaceAll('{{sandboxUrl}}', this.sandboxUrl));
    const { settings, credentials } = demo;
    const limit = deadlineMs === undefined ? {} : { deadlineMs };
    this.connection = openTestConnection(customHttpConnector, { settings, credentials, ...limit });
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

  async advance(action: string, reference?: string): Promise<void> {
    await this.control(`/__sandbox/${this.slug}/advance`, { action, reference });
  }

  async fault(kind: string, more: Record<string, unknown> = {}): Promise<void> {
    await this.control(`/__sandbox/${this.slug}/faults`, { kind, times: 1, ...more });
  }

  async records(): Promise<Record<string, unknown>[]> {
    const answer = await fetch(`${this.sandboxUrl}/__sandbox/${this.slug}/records`);
    return (await answer.json()) as Record<string, unknown>[];
  }

  async stop(): Promise<void> {
    await this.connection?.close();
    this.inbox.close();
    await this.closeSandbox();
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
