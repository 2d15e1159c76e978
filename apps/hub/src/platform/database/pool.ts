import { Pool } from 'pg';

/** How long a query may wait for a free connection: an overloaded hub says so instead of hanging. */
const CONNECT_WITHIN_MS = 5_000;

export function createPool(url: string, size: number, onError: (error: Error) => void): Pool {
  const pool = new Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    keepAlive: true,
  });
  // Idle clients are lost when the server goes away; the next query makes a new one.
  pool.on('error', onError);
  // A client in use that loses its server says so by itself too; unheard, that would end the process.
  pool.on('connect', (client) => {
    client.on('error', onError);
  });
  return pool;
}
