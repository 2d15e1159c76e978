import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startGuard } from '../../scripts/stack/processes.mjs';
import { startPostgres } from '../../scripts/stack/postgres.mjs';
import { keepServer } from './running-server';

/**
 * One PostgreSQL server for the whole run: the one at TEST_DATABASE_URL, or an embedded one on a free port.
 * Workers find it in the environment; databases are made by `createTestDatabase`.
 */
export default async function globalSetup(): Promise<void> {
  process.env.CROSSDOCK_TEST_RUN = randomBytes(4).toString('hex');
  if (process.env.TEST_DATABASE_URL !== undefined) return;
  const dataDir = mkdtempSync(path.join(tmpdir(), 'crossdock-test-'));
  const server = await startPostgres({ dataDir, durable: false, maxConnections: 300 });
  process.env.TEST_DATABASE_URL = server.url('postgres');
  // Ctrl-C ends a test run without its tear-down.
  const guard = startGuard();
  guard.watch(server.pid, 'INT');
  keepServer({ server, dataDir, guard });
}
