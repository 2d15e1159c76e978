import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface TestServer {
  readonly baseUrl: string;
  /** Everything that arrived, in order. */
  readonly requests: ReceivedRequest[];
  /** Changes how the server answers from now on. */
  answer(handler: TestHandler): void;
  close(): Promise<void>;
}

export type TestHandler = (request: ReceivedRequest, response: ServerResponse, raw: IncomingMessage) => void;

/** A real HTTP server on a free port of this machine. */
export async function startTestServer(
  first: TestHandler = (_request, response) => response.end(),
): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  let handler = first;
  const server = createServer((raw, response) => {
    const chunks: Buffer[] = [];
    raw.on('data', (chunk: Buffer) => chunks.push(chunk));
    raw.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const request = { method: raw.method ?? '', url: raw.url ?? '', headers: raw.headers, body };
      requests.push(request);
      handler(request, response, raw);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    answer: (next) => {
      handler = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with JSON. */
export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): TestHandler {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}
