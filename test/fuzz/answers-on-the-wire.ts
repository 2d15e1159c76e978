import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { GoodAnswer, MalformedAnswer } from './answer-mutations';

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date']);

/** The vendor's own answer to a call, without compression: the mutations work on what is in it. */
export async function forwarded(vendorUrl: string, incoming: IncomingMessage, body: Buffer): Promise<GoodAnswer> {
  const { method = 'GET', url = '/' } = incoming;
  const headers = { ...incoming.headers, 'accept-encoding': 'identity' };
  return new Promise((resolve, reject) => {
    const sent = request(`${vendorUrl}${url}`, { method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        resolve({
          status: answer.statusCode ?? 500,
          headers: Object.entries(answer.headers)
            .filter(([name]) => !HOP_BY_HOP.has(name))
            .map(([name, value]): [string, string] => [name, String(value)]),
          body: Buffer.concat(parts),
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export function send(outgoing: ServerResponse, { status, headers, body }: GoodAnswer): void {
  outgoing.writeHead(
    status,
    headers.flatMap(([name, value]) => [name, value]),
  );
  outgoing.end(body);
}

export function spoil(socket: Socket, { ending, bytes }: MalformedAnswer): void {
  if (ending === 'close') socket.end(bytes);
  else if (ending === 'silence') socket.write(bytes);
  else socket.write(bytes, () => socket.resetAndDestroy());
}
