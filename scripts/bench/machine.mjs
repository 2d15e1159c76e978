import { cpus, totalmem } from 'node:os';
import { withClient } from './database.mjs';

/** What the figures were measured on. */
export async function machineOf(server) {
  const version = await withClient(server.url('postgres'), async (client) => {
    const { rows } = await client.query('show server_version');
    return rows[0].server_version;
  });
  const [{ model }] = cpus();
  return {
    cores: cpus().length,
    processor: model.trim(),
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    platform: `${process.platform}-${process.arch}`,
    node: process.version.slice(1),
    postgres: version,
  };
}
