import { z } from 'zod';
import { ConnectionTransport, type TransportOptions } from '../http/connection-transport';
import type { HttpClientOptions, HttpRequest } from '../http/http-client';
import { UndiciHttpClient } from '../http/undici-http-client';
import { ConnectionBreaker } from '../limits/connection-breaker';
import { InMemoryConcurrencyLimit } from '../limits/in-memory-limits';
import { systemClock } from '../runtime/system-clock';
import { json, startTestServer, type TestServer } from './test-server';

const order = z.object({ id: z.string() });

/** A read and a write of a vendor that nobody has heard of. */
export const readOrder: HttpRequest<{ id: string }> = {
  operation: 'read-order',
  method: 'GET',
  path: '/orders/1',
  write: false,
  schema: order,
};
export const createOrder: HttpRequest<{ id: string }> = {
  operation: 'create-order',
  method: 'POST',
  path: '/orders',
  write: true,
  json: { number: '1001' },
  schema: order,
};

/** HTTP clients against a real server; answers `{ "id": "1" }` until told otherwise. */
export class HttpClientFixture {
  private readonly transports: ConnectionTransport[] = [];

  private constructor(readonly server: TestServer) {}

  static async start(): Promise<HttpClientFixture> {
    return new HttpClientFixture(await startTestServer(json({ id: '1' })));
  }

  transport(options: Partial<TransportOptions> = {}): ConnectionTransport {
    const made = new ConnectionTransport({
      system: 'Acme',
      limiter: { acquire: async () => undefined },
      concurrency: new InMemoryConcurrencyLimit(10),
      breaker: new ConnectionBreaker(),
      clock: systemClock,
      allowPrivateAddresses: true,
      sockets: 10,
      secrets: [],
      scrub: [],
      longestDeadlineMs: null,
      onExchange: null,
      ...options,
    });
    this.transports.push(made);
    return made;
  }

  client(options: Partial<HttpClientOptions> = {}, transport = this.transport()): UndiciHttpClient {
    return new UndiciHttpClient(transport, { baseUrl: `${this.server.baseUrl}/api`, deadlineMs: 2_000, ...options });
  }

  async close(): Promise<void> {
    await Promise.all(this.transports.map(async (transport) => transport.close()));
    await this.server.close();
  }
}

/** The error that a call ends with. */
export async function failureOf(call: Promise<unknown>): Promise<Error & { code?: string; retryAfterMs?: number }> {
  try {
    await call;
  } catch (error) {
    return error as Error;
  }
  throw new Error('The call did not fail.');
}
