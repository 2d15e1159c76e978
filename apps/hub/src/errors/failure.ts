import { createHash } from 'node:crypto';
import type { JobError, JobState, Sql } from '@crossdock/flow-engine';
import { NOTIFY_FLOW } from '../flows/shop-notification/notify-shop.flow';
import { FULFILMENT_FLOW } from '../orders/order-cancellation';
import { fieldPattern, messagePattern } from './message-pattern';

/** A job as far as it matters for errors. */
export interface Failure {
  readonly jobId: string;
  readonly flow: string;
  readonly step: string;
  readonly state: JobState;
  readonly connectionId: string;
  /** The connection's id when it is gone. */
  readonly system: string;
  readonly error: JobError | null;
  /** A person chose the document that is the result. */
  readonly isBound: boolean;
  /** When it failed, or now. */
  readonly at: Date;
  readonly orderId: string | null;
  readonly currency: string | null;
  readonly amount: string | null;
}

/** What failures have in common that one and the same thing mends. */
export interface Cause {
  /** The same for the same cause, 64 hexadecimal characters. */
  readonly key: string;
  readonly errorClass: string;
  readonly code: string;
  readonly field: string | null;
  readonly pattern: string;
}

export function isTrouble(state: JobState): boolean {
  return state === 'dead' || state === 'in-doubt';
}

const UNSAID: Pick<JobError, 'class' | 'code' | 'vendorCode' | 'field' | 'summary'> = {
  class: 'bug',
  code: 'unknown',
  vendorCode: null,
  field: null,
  summary: '',
};

/** Same connection and step, same code of the vendor (or else of ours), same field and same pattern of the message. */
export function causeOf({ connectionId, step, error }: Pick<Failure, 'connectionId' | 'step' | 'error'>): Cause {
  const said = { ...UNSAID, ...error };
  const code = said.vendorCode ?? said.code;
  const field = fieldPattern(said.field);
  const pattern = messagePattern(said.summary);
  const key = createHash('sha256')
    .update(JSON.stringify([connectionId, step, code, field, pattern]))
    .digest('hex');
  return { key, errorClass: said.class, code, field, pattern };
}

// As the lists of jobs read them: a replayed notification is `<notification>#<n>`, other flows have subjects that are no UUIDs.
const FAILURES = `
  select j.id::text as "jobId", j.flow, j.step, j.state, j.connection_id as "connectionId",
    coalesce(c.system, j.connection_id) as system, j.error, coalesce(j.result ? 'boundTo', false) as "isBound",
    coalesce(j.finished_at, now()) as at, o.id as "orderId", o.currency, o.total::text as amount
  from sync_job j
  left join connection c on c.id = j.connection_id
  left join shop_notification n
    on n.id = case when j.flow = '${NOTIFY_FLOW}' then split_part(j.subject_id, '#', 1)::uuid end
  left join orders o
    on o.id = case when j.flow = '${FULFILMENT_FLOW}' then j.subject_id::uuid else n.order_id end
  where j.id = any($1::bigint[])`;

export async function readFailures(sql: Sql, jobIds: readonly string[]): Promise<Failure[]> {
  if (jobIds.length === 0) return [];
  return sql.query<Failure>(FAILURES, [jobIds]);
}
