import { readdirSync } from 'node:fs';
import path from 'node:path';
import { DataSource } from 'typeorm';

const MIGRATIONS = path.resolve(__dirname, '../../migrations');

/** Runs every migration of the product on the database. */
export async function migrate(url: string): Promise<void> {
  const modules = await Promise.all(
    readdirSync(MIGRATIONS)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => import(path.join(MIGRATIONS, file)) as Promise<Record<string, () => unknown>>),
  );
  const source = new DataSource({
    type: 'postgres',
    url,
    migrations: modules.flatMap((module) => Object.values(module)),
  });
  await source.initialize();
  try {
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
}
