import type { RowStatement, Sql, TransactionalSql } from '../../persistence/sql';
import type { Statement } from './memory-statements';
import type { MemoryTables } from './memory-tables';

/** What a connection to the database does to its caller. */
export interface Link {
  /** Before each statement and before the commit. @throws when the connection is cut; never answers when its process is dead */
  before(what: 'statement' | 'commit'): Promise<void>;
  /** After the commit. @throws when its answer is lost */
  committed(): Promise<void>;
}

/** The engine's tables in memory: statements run one after the other, transactions are all or nothing. */
export class MemoryDatabase {
  private tail: Promise<unknown> = Promise.resolve();

  constructor(
    readonly tables: MemoryTables,
    private readonly statements: ReadonlyMap<string, Statement>,
    private readonly now: () => number,
  ) {}

  connect(link: Link): TransactionalSql {
    const query = async <T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> => {
      await link.before('statement');
      return this.run<T>(text, values);
    };
    const store = async (statement: RowStatement, row: readonly unknown[]): Promise<void> => {
      await query(
        statement.text,
        row.map((value) => [value]),
      );
    };
    const sql: Sql = { query, store };
    return {
      query: async <T extends object>(text: string, values?: readonly unknown[]) =>
        this.alone(async () => query<T>(text, values)),
      store: async (statement, row) => this.alone(async () => store(statement, row)),
      transaction: async (work) => this.alone(async () => this.transact(link, sql, work)),
    };
  }

  private async transact<T>(link: Link, sql: Sql, work: (sql: Sql) => Promise<T>): Promise<T> {
    const undo = this.tables.remember();
    try {
      const result = await work(sql);
      await link.before('commit');
      await link.committed();
      return result;
    } catch (error) {
      if (!(error instanceof AnswerLost)) undo();
      throw error;
    }
  }

  private run<T extends object>(text: string, values: readonly unknown[]): T[] {
    const statement = this.statements.get(text);
    if (statement === undefined) throw new Error(`The simulated database does not know this statement: ${text}`);
    // Which rows a statement answers is compared with PostgreSQL by a test.
    return statement(this.tables, values as never, this.now()) as T[];
  }

  private async alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.tail.then(work);
    this.tail = mine.catch(() => undefined);
    return mine;
  }
}

/** The transaction is committed, and its process does not hear of it. */
export class AnswerLost extends Error {}

/** The connection was cut before the commit. */
export class ConnectionCut extends Error {}
