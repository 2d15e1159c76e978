import { createServer } from 'node:net';

/** A port of this computer that nothing listens on right now. */
export async function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** True when something listens on the port, on any address of this computer. */
export async function isBusy(port) {
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
    if (await refuses(port, host)) return true;
  }
  return false;
}

function refuses(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code === 'EADDRINUSE' || error.code === 'EACCES'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(false)));
  });
}
