import type { Pool, PoolClient } from 'pg';
import { prepared } from './prepared';

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

/** Where transactions can be run. */
export interface TransactionalSql extends Sql {
  /** Runs the work in one transaction: all of it is stored, or nothing. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}

/** The hub's database: one pool, plain SQL, transactions that survive deadlocks. */
export class Database implements TransactionalSql {
  constructor(readonly pool: Pool) {}

  async query<T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    const result = await this.pool.query<T>(prepared(text, values));
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
    const transaction = new Transaction(client);
    try {
      const result = await work(transaction);
      await transaction.commit();
      return result;
    } catch (error) {
      // A connection that cannot roll back is thrown away, not given to the next one.
      await transaction.rollback().catch((failure: unknown) => {
        broken = failure instanceof Error ? failure : new Error(String(failure));
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

/**
 * Statements whose rows nobody waits for are sent together with the next one, and the commit with the last: a trip to the
 * server costs more than most statements. One that fails fails all that were sent after it, and the commit.
 */
class Transaction implements Sql {
  /** In the order in which the first row of each statement came. */
  private readonly stored = new Map<RowStatement, Map<unknown, readonly unknown[]>>();
  private begun = false;

  constructor(private readonly client: PoolClient) {}

  async query<T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    const before = this.flush();
    const asked = this.client.query<T>(prepared(text, values));
    await allOf([...before, asked]);
    return (await asked).rows;
  }

  store(statement: RowStatement, row: readonly unknown[]): Promise<void> {
    const rows = this.stored.get(statement) ?? new Map<unknown, readonly unknown[]>();
    const record = statement.key === undefined ? row : JSON.stringify(statement.key.map((column) => row[column]));
    rows.set(record, row);
    this.stored.set(statement, rows);
    return Promise.resolve();
  }

  async commit(): Promise<void> {
    const before = this.flush();
    const committed = this.client.query('commit');
    await allOf([...before, committed]);
    // Where a failure was swallowed on the way, the server rolls back without complaint.
    if ((await committed).command !== 'COMMIT') throw new Error('A statement of this transaction had failed.');
  }

  async rollback(): Promise<void> {
    await this.client.query('rollback');
  }

  /** Sends `begin` if this is the beginning, and what was stored. */
  private flush(): Promise<unknown>[] {
    const sent: Promise<unknown>[] = this.begun ? [] : [this.client.query('begin')];
    this.begun = true;
    for (const [{ text, columns }, rows] of this.stored) {
      const all = [...rows.values()];
      const values = Array.from({ length: columns }, (_, column) => all.map((row) => row[column]));
      sent.push(this.client.query(prepared(text, values)));
    }
    this.stored.clear();
    return sent;
  }
}

/** Waits for everything that was sent, whatever becomes of it. @throws what failed first */
async function allOf(sent: readonly Promise<unknown>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(sent)) {
    if (outcome.status === 'rejected') throw outcome.reason;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
