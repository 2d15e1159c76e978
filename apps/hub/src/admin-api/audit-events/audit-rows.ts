import type { Database } from '@crossdock/flow-engine';
import { z } from 'zod';
import type { ListQuery, ListShape } from '../list/list-query';
import { pageOfRows, type Page } from '../list/page-of-rows';
import { SqlFilter } from '../list/sql-filter';

/** What somebody did, as lists show it. */
export interface AuditView {
  readonly id: string;
  readonly at: Date;
  /** `user:<id>`, `command-line`, or `nobody`. */
  readonly actor: string;
  /** E-mail address of the user; null when it is none, or one that is gone. */
  readonly actorName: string | null;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly reason: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  /** SHA-256 of the row before, and of this one with it; hexadecimal. */
  readonly previousHash: string;
  readonly hash: string;
}

export const AUDIT_COLUMNS = `a.id::text, a.at, a.actor, u.email as "actorName", a.action, a.subject_type as "subjectType",
  a.subject_id as "subjectId", a.reason, a.facts, encode(a.previous_hash, 'hex') as "previousHash",
  encode(a.hash, 'hex') as hash`;
export const AUDIT_FROM = `audit_event a left join app_user u on 'user:' || u.id::text = a.actor`;

const instant = z.iso.datetime({ offset: true });
const filter = z.strictObject({
  actor: z.string().max(100).optional(),
  action: z.string().max(100).optional(),
  subjectType: z.string().max(60).optional(),
  subjectId: z.string().trim().max(200).optional(),
  since: instant.optional(),
  until: instant.optional(),
});
type Filter = z.output<typeof filter>;

export const auditListShape: ListShape<Filter, 'id'> = { filter, sorts: ['id'] };

export async function listAudit(database: Database, query: ListQuery<Filter, 'id'>): Promise<Page<AuditView>> {
  const { actor, action, subjectType, subjectId, since, until } = query.filter;
  const conditions = new SqlFilter()
    .and('a.actor = ?', actor)
    .and('a.action = ?', action)
    .and('a.subject_type = ?', subjectType)
    .and('a.subject_id = ?', subjectId)
    .and('a.at >= ?', since)
    .and('a.at < ?', until);
  const sql = {
    select: `select ${AUDIT_COLUMNS} from ${AUDIT_FROM}`,
    from: 'audit_event a',
    orderBy: `a.id ${query.direction}`,
  };
  return pageOfRows<AuditView>(database, sql, conditions, query);
}

/** Every action that was ever recorded; one step in the index each, however many rows there are. */
export async function auditActions(database: Database): Promise<readonly string[]> {
  const rows = await database.query<{ action: string }>(
    `with recursive word as (
       (select a.action from audit_event a order by a.action limit 1)
       union all
       select (select a.action from audit_event a where a.action > word.action order by a.action limit 1)
       from word where word.action is not null
     )
     select action from word where action is not null`,
  );
  return rows.map(({ action }) => action);
}
