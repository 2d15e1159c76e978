import pg from 'pg';

/**
 * @template T
 * @param {string} url
 * @param {(client: import('pg').Client) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What earlier work has left in memory is written now, not during the next measurement. */
export async function checkpoint(server) {
  await withClient(server.url('postgres'), (client) => client.query('checkpoint'));
}
