import type { AnyFlow } from '../definition/flow';
import { beginRuns } from './advance-runs';
import type { GoOn, NextJob } from './new-jobs';
import { RUN, type FlowRun } from './run-store';
import type { Sql } from './sql';

export interface FlowStart {
  readonly subjectId: string;
  /** 32 hexadecimal characters. */
  readonly traceId: string;
  /** The subject, where the caller has it in hand; else it is read. */
  readonly subject?: unknown;
}

export const BEGIN_RUNS = `insert into flow_run (flow, subject_id, trace_id)
     select $1, subject_id, trace_id from unnest($2::text[], $3::text[]) with ordinality as s(subject_id, trace_id, place)
     order by place on conflict do nothing returning ${RUN}`;

/**
 * Starts a flow for subjects and stores the first jobs, in the caller's transaction: subject and work are stored together
 * or not at all. A flow that was started before is left as it is. Returns the jobs that the worker of `goOn` has claimed
 * with it: it must be given them once the transaction is committed.
 */
export async function startFlows(
  sql: Sql,
  flow: AnyFlow,
  starts: readonly FlowStart[],
  goOn: GoOn | null = null,
): Promise<NextJob[]> {
  if (starts.length === 0) return [];
  const runs = await sql.query<FlowRun>(BEGIN_RUNS, [
    flow.name,
    starts.map((start) => start.subjectId),
    starts.map((start) => start.traceId),
  ]);
  if (runs.length === 0) return [];
  const known = new Map(starts.map((start) => [start.subjectId, start.subject]));
  const unread = runs.map((run) => run.subjectId).filter((id) => known.get(id) === undefined);
  const read = unread.length === 0 ? new Map<string, unknown>() : await flow.load(sql, unread);
  const subjectOf = (id: string): unknown => known.get(id) ?? read.get(id);
  const advances = runs.map((run) => ({ flow, run, subject: subjectOf(run.subjectId) }));
  const claimed = await beginRuns(sql, advances, goOn);
  return claimed.map((job) => ({ job, subject: subjectOf(job.subjectId), claimedAt: goOn?.askedAt ?? 0 }));
}

export async function startFlow(sql: Sql, flow: AnyFlow, subjectId: string, traceId: string): Promise<void> {
  await startFlows(sql, flow, [{ subjectId, traceId }]);
}
