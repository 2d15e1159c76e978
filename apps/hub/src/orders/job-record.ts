import type { Sql } from '@crossdock/flow-engine';
import { appendAudit } from '../audit/audit-chain';
import { FULFILMENT_FLOW } from './order-cancellation';
import { writeTimeline, type TimelineCode } from './timeline';

/** A job as far as it has to be told what was done with it. */
export interface TouchedJob {
  readonly id: string;
  readonly flow: string;
  readonly step: string;
  readonly item: string;
  readonly connectionId: string;
  readonly subjectId: string;
  readonly state: string;
}

export interface DoneToJob {
  readonly code: Extract<TimelineCode, 'step.retried' | 'step.skipped' | 'step.bound'>;
  /** `user:<id>`. */
  readonly actor: string;
  readonly reason: string | null;
  readonly facts: Readonly<Record<string, string | null>>;
}

/** Writes down what somebody did with a job, in the audit and, when it is about an order, in its timeline. */
export async function recordDoneToJob(sql: Sql, job: TouchedJob, done: DoneToJob): Promise<void> {
  const { flow, step, item, connectionId, subjectId } = job;
  await appendAudit(sql, {
    actor: done.actor,
    action: done.code.replace('step.', 'sync-job.'),
    subjectType: 'sync-job',
    subjectId: job.id,
    reason: done.reason,
    facts: { flow, step, item, connectionId, subjectId, stateBefore: job.state, ...done.facts },
  });
  if (flow !== FULFILMENT_FLOW) return;
  const reason: DoneToJob['facts'] = done.reason === null ? {} : { reason: done.reason };
  const facts = { step, item, ...reason, ...done.facts };
  await writeTimeline(sql, subjectId, [{ code: done.code, connectionId, facts }]);
}
