import type { Database } from '@crossdock/flow-engine';
import { DUE } from './leader';

const AT_MOST_EVERY_MS = 20;

/** Says that something is due, so that the dispatcher does not wait for its next round. Losing it costs a moment, no more. */
export class WorkSignal {
  private listener: (() => void) | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly database: Database) {}

  /** The dispatcher of this very process, while it leads. */
  attach(listener: (() => void) | null): void {
    this.listener = listener;
  }

  due(): void {
    if (this.listener !== null) {
      this.listener();
      return;
    }
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.database.query(`select pg_notify($1, '')`, [DUE]).catch(() => undefined);
    }, AT_MOST_EVERY_MS);
  }
}
