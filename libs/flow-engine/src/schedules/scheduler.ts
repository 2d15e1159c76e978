import type { TransactionalSql } from '../persistence/sql';
import { nextTime, type Schedule } from './schedule';

/** Work that failed, or whose process died on the way, is taken again after this. */
export const TAKEN_AGAIN_AFTER_MS = 300_000;

interface Taken {
  readonly dueAt: Date;
  readonly takenAt: Date;
}

/** Runs schedules when their time has come. Times that passed while nothing ran are made up for by one run. */
export class Scheduler {
  constructor(
    private readonly database: TransactionalSql,
    private readonly schedules: readonly Schedule[],
    private readonly onError: (error: unknown, schedule: string) => void,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** One round: everything whose time has come is run, one after the other; a failure is told and stops no other. */
  async runDue(): Promise<void> {
    for (const schedule of this.schedules) {
      try {
        const taken = await this.take(schedule);
        if (taken !== null) await this.run(schedule, taken);
      } catch (error) {
        this.onError(error, schedule.name);
      }
    }
  }

  private async run(schedule: Schedule, { dueAt, takenAt }: Taken): Promise<void> {
    const runId = await this.begin(schedule, dueAt);
    try {
      await schedule.run(this.database, dueAt);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      await this.end(runId, 'failed', problem);
      await this.database.query('update schedule set problem = $3 where name = $1 and taken_at = $2', [
        schedule.name,
        takenAt,
        problem,
      ]);
      throw error;
    }
    await this.end(runId, 'done', null);
    await this.database.query(
      `update schedule set due_at = null, taken_at = null, ran_at = $3, problem = null where name = $1 and taken_at = $2`,
      [schedule.name, takenAt, this.now()],
    );
  }

  /** A run for the history. One that never ended was that of a process that died. */
  private async begin(schedule: Schedule, dueAt: Date): Promise<string> {
    const [run] = await this.database.query<{ id: string }>(
      `with ended as (
         update schedule_run set outcome = 'abandoned', finished_at = $3 where name = $1 and outcome = 'running'
       )
       insert into schedule_run (name, due_at, started_at) values ($1, $2, $3) returning id::text`,
      [schedule.name, dueAt, this.now()],
    );
    return run?.id ?? '';
  }

  private async end(runId: string, outcome: 'done' | 'failed', problem: string | null): Promise<void> {
    await this.database.query(
      `update schedule_run set outcome = $2, finished_at = $3, problem = $4 where id = $1 and outcome = 'running'`,
      [runId, outcome, this.now(), problem],
    );
  }

  /**
   * The time that has come, or null. Its row moves on to the next time at once and keeps in `due_at` which one is being
   * worked on: nobody else takes it, and it is not forgotten when this process dies.
   */
  private async take(schedule: Schedule): Promise<Taken | null> {
    const now = this.now();
    const next = nextTime(schedule, now);
    await this.database.query(
      `insert into schedule (name, cron, time_zone, next_at) values ($1, $2, $3, $4)
       on conflict (name) do update set cron = excluded.cron, time_zone = excluded.time_zone, next_at = excluded.next_at
       where (schedule.cron, schedule.time_zone) is distinct from (excluded.cron, excluded.time_zone)`,
      [schedule.name, schedule.cron, schedule.timeZone, next],
    );
    const [taken] = await this.database.query<Taken>(
      `update schedule set taken_at = $2, due_at = coalesce(due_at, next_at),
         next_at = case when due_at is null then $3 else next_at end
       where name = $1 and case when due_at is null then next_at <= $2 else taken_at < $4 end
       returning due_at as "dueAt", taken_at as "takenAt"`,
      [schedule.name, now, next, new Date(now.getTime() - TAKEN_AGAIN_AFTER_MS)],
    );
    return taken ?? null;
  }
}
