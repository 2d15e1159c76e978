import { DataSource } from 'typeorm';
import { CreateCoreTables1764100000000 } from '../../../migrations/1764100000000-create-core-tables';
import { PartitionAttempts1764200000000 } from '../../../migrations/1764200000000-partition-attempts';
import { CreateErrorGroups1764300000000 } from '../../../migrations/1764300000000-create-error-groups';
import { CreateOrderCorrections1764300100000 } from '../../../migrations/1764300100000-create-order-corrections';
import { CreateOrderKeys1764310000000 } from '../../../migrations/1764310000000-create-order-keys';
import { CreateSetUpTables1764320000000 } from '../../../migrations/1764320000000-create-set-up-tables';
import { CreateDecisions1764430000000 } from '../../../migrations/1764430000000-create-decisions';
import { FewerJobIndexes1764470000000 } from '../../../migrations/1764470000000-fewer-job-indexes';
import { CreateStock1764480000000 } from '../../../migrations/1764480000000-create-stock';

/** Every migration, oldest first. */
export const MIGRATIONS = [
  CreateCoreTables1764100000000,
  PartitionAttempts1764200000000,
  CreateErrorGroups1764300000000,
  CreateOrderCorrections1764300100000,
  CreateOrderKeys1764310000000,
  CreateSetUpTables1764320000000,
  CreateDecisions1764430000000,
  FewerJobIndexes1764470000000,
  CreateStock1764480000000,
];

export function dataSource(url: string): DataSource {
  return new DataSource({ type: 'postgres', url, migrations: MIGRATIONS, migrationsTableName: 'schema_migration' });
}

/** For TypeORM's command line, which wants one exported data source. */
export default dataSource(process.env.DATABASE_URL ?? '');
