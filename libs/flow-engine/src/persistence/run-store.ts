import { randomBytes } from 'node:crypto';
import type { AnyFlow } from '../definition/flow';
import type { Sql } from './sql';

export interface FlowRun {
  readonly id: string;
  readonly flow: string;
  readonly subjectId: string;
  readonly state: 'running' | 'done' | 'cancelled';
  readonly traceId: string;
  readonly cancelRequestedAt: Date | null;
}

export const RUN = `id::text, flow, subject_id as "subjectId", state, trace_id as "traceId", cancel_requested_at as "cancelRequestedAt"`;

export const LOCK_RUNS = `select ${RUN} from flow_run where id = any($1::bigint[]) order by flow_run.id for update`;
export const LOCK_RUN_OF = `select ${RUN} from flow_run where flow = $1 and subject_id = $2 for update`;
export const DROP_CANCELLATION = `update flow_run set cancel_requested_at = null, cancel_reason = null where id = $1`;
export const SUPERSEDE_UNDO = `update sync_job set state = 'superseded', superseded_id = id, finished_at = coalesce(finished_at, now())
     where flow_run_id = $1 and step = any($2::text[]) and state <> 'superseded'`;
export const UNCANCEL_JOBS = `update sync_job set state = 'ready', due_at = now(), finished_at = null where flow_run_id = $1 and state = 'cancelled'`;

/** 32 hexadecimal characters, as W3C Trace Context wants it. */
export function newTraceId(): string {
  return randomBytes(16).toString('hex');
}

/** Reads a run and locks it: whoever holds it is the only one to plan and to change its subject. */
export async function lockRun(sql: Sql, runId: string): Promise<FlowRun | null> {
  return (await lockRuns(sql, [runId])).get(runId) ?? null;
}

/** As `lockRun`, always in the same order, so that two who want the same runs cannot block one another. */
export async function lockRuns(sql: Sql, runIds: readonly string[]): Promise<ReadonlyMap<string, FlowRun>> {
  const rows = await sql.query<FlowRun>(LOCK_RUNS, [runIds]);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function lockRunOf(sql: Sql, flow: string, subjectId: string): Promise<FlowRun | null> {
  const rows = await sql.query<FlowRun>(LOCK_RUN_OF, [flow, subjectId]);
  return rows[0] ?? null;
}

/**
 * Takes a cancellation back: what it had stopped goes on, what it had begun to undo may be asked for again later. Called
 * with the run locked.
 */
export async function dropCancellation(sql: Sql, flow: AnyFlow, runId: string): Promise<void> {
  const undo = flow.steps.filter((step) => step.phase === 'undo').map((step) => step.name);
  await sql.query(DROP_CANCELLATION, [runId]);
  await sql.query(SUPERSEDE_UNDO, [runId, undo]);
  await sql.query(UNCANCEL_JOBS, [runId]);
}
