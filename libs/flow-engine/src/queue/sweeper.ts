import { advanceRun } from '../persistence/advance-runs';
import { lockRun } from '../persistence/run-store';
import type { Sql, TransactionalSql } from '../persistence/sql';
import type { AnyFlow } from '../definition/flow';

/** A job whose worker died this often while running it is kept from the others and shown to a person. */
export const MAX_STARTS = 6;
/**
 * Rest after the second death; each further one doubles it. Innocent jobs die with a worker too, some of them several times
 * in a bad minute: two and a half minutes apart from all that, only the guilty one still kills.
 */
export const REST_MS = 10_000;
/** A hand-over that nobody took for this long was lost with the queue. */
const LOST_HAND_OVER_MS = 8_000;
const EVERY_MS = 2_000;

const POISON = JSON.stringify({
  class: 'bug',
  code: 'job.poison',
  summary: `The worker stopped ${MAX_STARTS} times while it ran this job.`,
  fix: 'Look at the last attempts; retry when the cause is gone.',
  vendorCode: null,
  field: null,
  httpStatus: null,
});

export const FREE_LOST = `update sync_job set state = 'ready' where state = 'queued' and queued_at < now() - $1 * interval '1 millisecond'
       returning id`;
export const FREE_ORPHANED = `update sync_job set state = 'ready', worker = null, lease_until = null, outcome_unknown = true,
         due_at = case when starts < 2 then due_at else now() + $2 * 2 ^ (starts - 2) * interval '1 millisecond' end
       where state = 'running' and lease_until < now() and starts < $1 returning id`;
export const POISONOUS = `select id::text, flow_run_id::text as "runId", flow, subject_id as "subjectId" from sync_job
       where state = 'running' and lease_until < now() and starts >= $1`;
export const BURY = `update sync_job set state = 'dead', worker = null, lease_until = null, outcome_unknown = true, error = $3,
         finished_at = now() where id = $1 and state = 'running' and lease_until < now() and starts >= $2`;

/** Finds what is due and not running: the reason why losing the whole queue, or a worker, loses nothing. */
export class Sweeper {
  private timer: NodeJS.Timeout | null = null;
  private sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: TransactionalSql,
    private readonly flows: ReadonlyMap<string, AnyFlow>,
    private readonly onFound: () => void,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.sweeping = this.sweep().then(
        (found) => {
          if (found > 0) this.onFound();
        },
        (error: unknown) => {
          this.onError(error);
        },
      );
    }, EVERY_MS);
  }

  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.sweeping;
  }

  /** One sweep. Returns how many jobs were set free or put in front of a person. */
  async sweep(): Promise<number> {
    const lost = await this.database.query(FREE_LOST, [LOST_HAND_OVER_MS]);
    // The look-up comes first when the job runs again: its worker may have reached the vendor.
    const orphaned = await this.database.query(FREE_ORPHANED, [MAX_STARTS, REST_MS]);
    return lost.length + orphaned.length + (await this.quarantine());
  }

  private async quarantine(): Promise<number> {
    const poisonous = await this.database.query<{ id: string; runId: string; flow: string; subjectId: string }>(
      POISONOUS,
      [MAX_STARTS],
    );
    for (const job of poisonous) {
      await this.database.transaction(async (sql) => this.bury(sql, job));
    }
    return poisonous.length;
  }

  private async bury(sql: Sql, job: { id: string; runId: string; flow: string; subjectId: string }): Promise<void> {
    const run = await lockRun(sql, job.runId);
    const flow = this.flows.get(job.flow);
    if (run === null || flow === undefined) return;
    await sql.query(BURY, [job.id, MAX_STARTS, POISON]);
    const subject = (await flow.load(sql, [job.subjectId])).get(job.subjectId);
    await advanceRun(sql, flow, run, subject);
  }
}
