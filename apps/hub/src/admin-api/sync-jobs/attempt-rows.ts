import type { Exchange } from '@crossdock/connector-kit';
import type { JobError, Sql } from '@crossdock/flow-engine';

/** One execution of a job: what was sent, what came back, how long it took. */
export interface AttemptRow {
  readonly id: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  /** The state that the job had afterwards, or `refused-late` when its worker had lost the claim. */
  readonly outcome: string;
  readonly worker: string | null;
  readonly error: JobError | null;
  /** Versions of the field rules that were used, by operation. */
  readonly mappingVersions: Readonly<Record<string, number>>;
  /** Secrets and personal data were taken out before they were stored. */
  readonly exchanges: readonly Exchange[];
}

/** Jobs that poll have thousands of attempts; the newest tell what there is to know. */
const MOST_ATTEMPTS = 50;

/** The newest attempts of a job, oldest of them first. */
export async function readAttempts(sql: Sql, jobId: string): Promise<AttemptRow[]> {
  const rows = await sql.query<AttemptRow>(
    `select id::text, started_at as "startedAt", duration_ms as "durationMs", outcome, worker, error,
       mapping_versions as "mappingVersions", exchanges
     from attempt a where a.job_id = $1 order by a.id desc limit ${MOST_ATTEMPTS}`,
    [jobId],
  );
  return rows.reverse();
}
