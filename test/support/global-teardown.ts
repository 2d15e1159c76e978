import { rmSync } from 'node:fs';
import { keptServer } from './running-server';
import { dropDatabasesOfThisRun } from './test-database';

export default async function globalTeardown(): Promise<void> {
  const running = keptServer();
  if (running === undefined) {
    await dropDatabasesOfThisRun();
    return;
  }
  await running.server.stop();
  running.guard.release();
  rmSync(running.dataDir, { recursive: true, force: true });
}
