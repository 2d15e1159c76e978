import { dataSource } from '../../apps/hub/src/data-source';

/** Runs every migration of the product on the database. */
export async function migrate(url: string): Promise<void> {
  const source = dataSource(url);
  await source.initialize();
  try {
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
}
