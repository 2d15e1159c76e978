import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { waitFor } from '../support';

export interface ReceivedEvent {
  readonly id: string;
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly raw: string;
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- specs say what they expect of it
}

/** A shop's endpoint: keeps what it is told and answers what the spec wants. */
export class WebhookReceiver {
  readonly received: ReceivedEvent[] = [];
  /** Statuses of the next answers; 204 when there are none. */
  readonly answers: number[] = [];
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async listen(): Promise<WebhookReceiver> {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The receiver has no port.');
    const receiver = new WebhookReceiver(server, `http://127.0.0.1:${address.port}/events?shop=1`);
    server.on('request', (request: IncomingMessage, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        const status = receiver.answers.shift() ?? 204;
        const id = String(request.headers['webhook-id']);
        receiver.received.push({ id, status, headers: request.headers, raw, body: JSON.parse(raw) });
        response.writeHead(status).end();
      });
    });
    return receiver;
  }

  /** Waits until so many events about the order have come. */
  async about(externalId: string, count: number): Promise<ReceivedEvent[]> {
    return waitFor(
      () => {
        const found = this.received.filter((event) => event.body.data.externalId === externalId);
        return found.length >= count ? found : null;
      },
      { what: `${count} events about ${externalId}`, timeoutMs: 20_000 },
    );
  }

  async close(): Promise<void> {
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }
}

/** @throws when the signature, the time or the id does not fit */
export function verified({ headers, raw }: ReceivedEvent, secret: string): unknown {
  return new Webhook(secret).verify(raw, headers as Record<string, string>);
}
