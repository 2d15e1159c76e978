import type { Sql } from '@crossdock/flow-engine';

/** Something that was changed before a failure came up. */
export interface ChangeBefore {
  readonly at: Date;
  readonly kind: 'audit' | 'field-rules' | 'lookup' | 'connection';
  /** What was done: the action of the audit, the operation of the rules, the lookup table, or the connection's id. */
  readonly what: string;
  readonly subject: string;
  readonly version: number | null;
  /** E-mail of the person; null for the hub itself. */
  readonly by: string | null;
  readonly reason: string | null;
}

const HOURS_BEFORE = 24;
const MOST = 20;

// What people do with orders, jobs, errors and their own sessions changes nothing about how systems are spoken to.
const CHANGES = `
  select a.at, 'audit' as kind, a.action as what, a.subject_id as subject, null::int as version, u.email as by, a.reason
  from audit_event a left join app_user u on a.actor = 'user:' || u.id::text
  where a.at between $2::timestamptz - interval '${HOURS_BEFORE} hours' and $2::timestamptz + interval '1 minute'
    and a.subject_type not in ('order', 'sync-job', 'session', 'user', 'error-group', 'bulk-action', 'api-key')
    and (a.subject_type not like 'connection%' or a.subject_id = $1)
  union all
  select r.created_at, 'field-rules', r.operation, r.connection_id, r.version, r.created_by, r.reason from field_rule_set r
  where r.connection_id = $1 and r.state <> 'draft'
    and r.created_at between $2::timestamptz - interval '${HOURS_BEFORE} hours' and $2::timestamptz + interval '1 minute'
  union all
  select max(l.updated_at), 'lookup', l.table_name, l.connection_id, null, max(l.updated_by), null from lookup_row l
  where l.connection_id = $1
    and l.updated_at between $2::timestamptz - interval '${HOURS_BEFORE} hours' and $2::timestamptz + interval '1 minute'
  group by l.table_name, l.connection_id
  union all
  select c.updated_at, 'connection', c.name, c.id, c.version, null, null from connection c
  where c.id = $1 and c.version > 1
    and c.updated_at between $2::timestamptz - interval '${HOURS_BEFORE} hours' and $2::timestamptz + interval '1 minute'
  order by 1 desc limit ${MOST}`;

/** What was changed at the connection, or for all of them, in the day before the moment; the newest first. */
export async function readChangesBefore(sql: Sql, connectionId: string, moment: Date): Promise<ChangeBefore[]> {
  return sql.query<ChangeBefore>(CHANGES, [connectionId, moment]);
}
