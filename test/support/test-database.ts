import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from './migrate';

// Any number: whoever holds this lock of the server makes the template.
const TEMPLATE_LOCK = 7_201_933;

export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  drop(): Promise<void>;
}

/**
 * A database of one spec file, with all migrations, copied from a template that the first caller of the run makes.
 * Call it in `beforeAll` and `drop` in `afterAll`.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `${prefix()}${randomBytes(6).toString('hex')}`;
  await asAdmin(async (admin) => {
    const template = await migratedTemplate(admin);
    await admin.query(`create database ${name} template ${template}`);
  });
  return { name, url: urlOf(name), drop: () => dropDatabases([name]) };
}

/** An empty database: no tables at all. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const name = `${prefix()}${randomBytes(6).toString('hex')}`;
  await asAdmin((admin) => admin.query(`create database ${name}`));
  return { name, url: urlOf(name), drop: () => dropDatabases([name]) };
}

/** For a server that outlives the run. */
export async function dropDatabasesOfThisRun(): Promise<void> {
  const names = await asAdmin(async (admin) => {
    const found = await admin.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefix()],
    );
    return found.rows.map((row) => row.datname);
  });
  await dropDatabases(names);
}

async function migratedTemplate(admin: Client): Promise<string> {
  const template = `${prefix()}template`;
  await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [template]);
    if (rowCount !== 0) return template;
    const half = `${template}_half`;
    await admin.query(`drop database if exists ${half} with (force)`);
    await admin.query(`create database ${half}`);
    await migrate(urlOf(half));
    await admin.query(`alter database ${half} rename to ${template}`);
    return template;
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

async function dropDatabases(names: readonly string[]): Promise<void> {
  await asAdmin(async (admin) => {
    for (const name of names) await admin.query(`drop database if exists ${name} with (force)`);
  });
}

async function asAdmin<T>(work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: serverUrl() });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.toString();
}

function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (url === undefined)
    throw new Error('There is no test database server: run this spec in the project "integration".');
  return url;
}

function prefix(): string {
  return `crossdock_test_${process.env.CROSSDOCK_TEST_RUN ?? 'manual'}_`;
}
