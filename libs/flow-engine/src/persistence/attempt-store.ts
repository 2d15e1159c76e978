import type { Exchange } from '@crossdock/connector-kit';
import type { JobError } from '../execution/retry-decision';
import type { RowStatement, Sql } from './sql';

export interface NewAttempt {
  readonly jobId: string;
  readonly fence: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly outcome: string;
  readonly worker: string;
  readonly error: JobError | null;
  readonly exchanges: readonly Exchange[];
  readonly mappingVersions: Readonly<Record<string, number>>;
}

export const ATTEMPTS: RowStatement = {
  text: `insert into attempt (job_id, fence, started_at, duration_ms, outcome, worker, error, exchanges, mapping_versions)
    select * from unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::int[], $5::text[], $6::text[], $7::jsonb[],
      $8::jsonb[], $9::jsonb[])`,
  columns: 9,
};

export async function storeAttempt(sql: Sql, attempt: NewAttempt): Promise<void> {
  await sql.store(ATTEMPTS, [
    attempt.jobId,
    attempt.fence,
    attempt.startedAt,
    attempt.durationMs,
    attempt.outcome,
    attempt.worker,
    attempt.error === null ? null : JSON.stringify(attempt.error),
    JSON.stringify(attempt.exchanges),
    JSON.stringify(attempt.mappingVersions),
  ]);
}
