// The door of a peer: `POST /orders` with an order is answered 202 as soon as `accept` is done with it.
import { createServer } from 'node:http';

/**
 * Listens on BENCH_PORT. Anything but a POST is answered 200: the peer is ready.
 * @param {(order: object) => Promise<void>} accept
 */
export function openIntake(accept) {
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      if (request.method === 'POST') {
        try {
          await accept(JSON.parse(Buffer.concat(chunks).toString('utf8')));
          response.statusCode = 202;
        } catch (error) {
          console.error(error);
          response.statusCode = 500;
        }
      }
      response.end('{}');
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(Number(process.env.BENCH_PORT), '127.0.0.1');
}
