import { Database, type Sql } from '@crossdock/flow-engine';
import type { Setup } from './cli/setup/setup-file';
import { storeSetup, type SetupItem } from './cli/setup/store-setup';
import { connectors } from './connectors';
import { createPool } from './platform/database/pool';
import { SecretBox } from './platform/secrets/secret-box';
import { createApiKey as storeApiKey, type NewApiKey } from './shop-api/api-keys/api-key';
import { createUser as storeUser } from './users/create-user';

export { migrate } from './migrate';

/** Makes an API key without a running hub. The key is shown this once. */
export async function createApiKey(
  databaseUrl: string,
  key: NewApiKey,
): Promise<{ readonly id: string; readonly key: string }> {
  return withDatabase(databaseUrl, async (sql) => storeApiKey(sql, key));
}

/** Makes somebody who may sign in to the panel. */
export async function createUser(
  databaseUrl: string,
  user: Parameters<typeof storeUser>[1],
): Promise<{ readonly id: string }> {
  return withDatabase(databaseUrl, async (sql) => storeUser(sql, user));
}

/** Stores connections, channels and webhook endpoints, all or nothing. */
export async function setUp(databaseUrl: string, secretKey: Buffer, setup: Setup): Promise<readonly SetupItem[]> {
  return withDatabase(databaseUrl, async (sql) => storeSetup(sql, new SecretBox(secretKey), connectors, setup));
}

async function withDatabase<T>(databaseUrl: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const pool = createPool(databaseUrl, 2, () => undefined);
  try {
    return await new Database(pool).transaction(work);
  } finally {
    await pool.end();
  }
}
