import { CronExpressionParser } from 'cron-parser';
import type { TransactionalSql } from '../persistence/sql';

/** Work that is done by the clock. */
export interface Schedule {
  readonly name: string;
  /** Five fields, as in cron. */
  readonly cron: string;
  /** IANA name; the times of `cron` are those of its wall clock. */
  readonly timeZone: string;
  /**
   * Called once for each time, by one process. It may be called again for the same time when it failed or the process
   * died, so doing it twice must do no harm: start a flow with the time in its subject, or delete what is old.
   */
  run(database: TransactionalSql, dueAt: Date): Promise<void>;
}

/**
 * The first time after `after`. On the day when clocks are put back, a time that comes twice counts once; when they are put
 * forward, a time that does not exist is the moment after the gap.
 */
export function nextTime({ cron, timeZone }: Pick<Schedule, 'cron' | 'timeZone'>, after: Date): Date {
  return CronExpressionParser.parse(cron, { currentDate: after, tz: timeZone }).next().toDate();
}
