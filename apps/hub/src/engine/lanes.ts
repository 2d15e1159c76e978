import type { Lane, Sql } from '@crossdock/flow-engine';

/** How old the picture of the connections may be when jobs are handed over. */
const FRESH_MS = 500;

interface LaneRow {
  readonly id: string;
  readonly concurrency: number;
  readonly stopped: boolean;
  readonly probing: boolean;
}

/** Every connection's window: nothing while it is paused, held back or locked out; one job at a time while it is tried again. */
export class Lanes {
  private lanes: readonly Lane[] = [];
  private readAt = 0;

  constructor(private readonly sql: Sql) {}

  async read(): Promise<readonly Lane[]> {
    if (Date.now() - this.readAt < FRESH_MS) return this.lanes;
    const rows = await this.sql.query<LaneRow>(
      `select id, concurrency,
         paused_at is not null or sign_in_needed_at is not null or coalesce(held_until > now(), false) as stopped,
         held_until is not null as probing
       from connection`,
    );
    this.readAt = Date.now();
    this.lanes = rows.map(({ id, concurrency, stopped, probing }) => ({
      connectionId: id,
      window: stopped ? 0 : probing ? 1 : concurrency,
    }));
    return this.lanes;
  }
}
