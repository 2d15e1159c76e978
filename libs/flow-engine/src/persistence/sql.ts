import type { Pool, PoolClient } from 'pg';

/** Where SQL can be run: the pool, or one client inside a transaction. Rows come back as the caller says they are. */
export interface Sql {
  query<T extends object>(text: string, values?: readonly unknown[]): Promise<T[]>;
}

const RETRIED_CODES = new Set(['40001', '40P01']); // serialization failure, deadlock
const MAX_TRIES = 5;

/** The hub's database: one pool, plain SQL, transactions that survive deadlocks. */
export class Database implements Sql {
  constructor(readonly pool: Pool) {}

  async query<T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    const result = await this.pool.query<T>(text, [...values]);
    return result.rows;
  }

  /** Runs the work in one transaction; on a deadlock or serialization failure all of it again. */
  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work);
      } catch (error) {
        if (attempt >= MAX_TRIES || !RETRIED_CODES.has(codeOf(error))) throw error;
      }
    }
  }

  private async once<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const result = await work(sqlOf(client));
      await client.query('commit');
      return result;
    } catch (error) {
      // A connection that cannot roll back is thrown away, not given to the next one.
      await client.query('rollback').catch((failure: unknown) => {
        broken = failure instanceof Error ? failure : new Error(String(failure));
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

function sqlOf(client: PoolClient): Sql {
  return {
    query: async <T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> => {
      const result = await client.query<T>(text, [...values]);
      return result.rows;
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
