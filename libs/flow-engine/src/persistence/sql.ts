import type { Pool, PoolClient } from 'pg';

/** Where SQL can be run: the pool, or one client inside a transaction. Rows come back as the caller says they are. */
export interface Sql {
  query<T extends object>(text: string, values?: readonly unknown[]): Promise<T[]>;
  /**
   * Stores a row. In a transaction it waits for others of its kind, and goes with them in one statement before the next
   * query or the commit.
   */
  store(statement: RowStatement, row: readonly unknown[]): Promise<void>;
}

/** A statement that stores any number of rows: its parameters are arrays, one per column. */
export interface RowStatement {
  readonly text: string;
  readonly columns: number;
  /** Columns that say which record it is. Of two rows for the same record the later one counts. */
  readonly key?: readonly number[];
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

  async store(statement: RowStatement, row: readonly unknown[]): Promise<void> {
    await this.query(
      statement.text,
      row.map((value) => [value]),
    );
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
      const transaction = new Transaction(client);
      const result = await work(transaction);
      await transaction.flush();
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

class Transaction implements Sql {
  /** In the order in which the first row of each statement came. */
  private readonly stored = new Map<RowStatement, Map<unknown, readonly unknown[]>>();

  constructor(private readonly client: PoolClient) {}

  async query<T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    if (this.stored.size > 0) await this.flush();
    const result = await this.client.query<T>(text, [...values]);
    return result.rows;
  }

  store(statement: RowStatement, row: readonly unknown[]): Promise<void> {
    const rows = this.stored.get(statement) ?? new Map<unknown, readonly unknown[]>();
    const record = statement.key === undefined ? row : JSON.stringify(statement.key.map((column) => row[column]));
    rows.set(record, row);
    this.stored.set(statement, rows);
    return Promise.resolve();
  }

  async flush(): Promise<void> {
    const waiting = [...this.stored];
    this.stored.clear();
    for (const [{ text, columns }, rows] of waiting) {
      const all = [...rows.values()];
      const values = Array.from({ length: columns }, (_, column) => all.map((row) => row[column]));
      await this.client.query(text, values);
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
