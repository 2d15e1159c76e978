import { Client } from 'pg';
import { dataSource } from './data-source';

/** Any number: processes that start together migrate one after the other. */
const MIGRATION_LOCK = 5_201_126;

/** Brings the database to the version of this program. Returns the names of the migrations that were run. */
export async function migrate(databaseUrl: string): Promise<readonly string[]> {
  const lock = new Client({ connectionString: databaseUrl });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const source = await dataSource(databaseUrl).initialize();
    try {
      const run = await source.runMigrations({ transaction: 'each' });
      return run.map((migration) => migration.name);
    } finally {
      await source.destroy();
    }
  } finally {
    await lock.end();
  }
}
