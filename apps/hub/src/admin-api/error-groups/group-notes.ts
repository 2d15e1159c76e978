import type { Database, Sql } from '@crossdock/flow-engine';
import { z } from 'zod';
import { badInput, typedText } from '../access/checked-input';
import { recordAction } from '../audited/audited';
import type { SignedIn } from '../session/session-store';
import type { Person } from './error-group-rows';

const MOST_TAGS = 10;
const MOST_COMMENTS = 200;
const LONGEST_MUTE_DAYS = 90;
const DAY_MS = 86_400_000;

/** What people note about a group; what is left out stays as it is. */
export const groupChange = z.strictObject({
  assignee: z.guid().nullable().optional(),
  tags: z.array(typedText(40)).max(MOST_TAGS).optional(),
  mutedUntil: z.iso
    .datetime()
    .refine((at) => Date.parse(at) > Date.now(), 'is over already')
    .refine(
      (at) => Date.parse(at) < Date.now() + LONGEST_MUTE_DAYS * DAY_MS,
      `is more than ${LONGEST_MUTE_DAYS} days away`,
    )
    .nullable()
    .optional(),
});
type GroupChange = z.output<typeof groupChange>;
export const commentBody = z.strictObject({ text: typedText(2_000) });

export interface CommentRow {
  readonly id: string;
  readonly at: Date;
  /** E-mail; null when the person is gone. */
  readonly author: string | null;
  readonly text: string;
}

/** Stores what was noted, and in the audit what changed by it; nothing when nothing did. */
export async function changeGroup(database: Database, id: string, change: GroupChange, by: SignedIn): Promise<void> {
  await database.transaction(async (sql) => {
    await assertCanBeAssigned(sql, change.assignee);
    const [before] = await sql.query<{ assignee: string | null; tags: string[]; mutedUntil: Date | null }>(
      `select assignee, tags, muted_until as "mutedUntil" from error_group where id = $1 for update`,
      [id],
    );
    if (before === undefined) return;
    const after = {
      assignee: change.assignee === undefined ? before.assignee : change.assignee,
      tags: change.tags === undefined ? before.tags : [...new Set(change.tags)],
      mutedUntil: change.mutedUntil === undefined ? (before.mutedUntil?.toISOString() ?? null) : change.mutedUntil,
    };
    const facts = { before: { ...before, mutedUntil: before.mutedUntil?.toISOString() ?? null }, after };
    if (JSON.stringify(facts.before) === JSON.stringify(after)) return;
    await sql.query(`update error_group set assignee = $2, tags = $3, muted_until = $4 where id = $1`, [
      id,
      after.assignee,
      after.tags,
      after.mutedUntil,
    ]);
    await recordAction(sql, by, { action: 'error-group.changed', subjectType: 'error-group', subjectId: id, facts });
  });
}

async function assertCanBeAssigned(sql: Sql, assignee: string | null | undefined): Promise<void> {
  if (assignee === null || assignee === undefined) return;
  const rows = await sql.query('select 1 from app_user where id = $1 and disabled_at is null', [assignee]);
  if (rows.length > 0) return;
  throw badInput([{ pointer: '/assignee', code: 'field.unknown', message: 'is nobody who can sign in' }]);
}

export async function readComments(sql: Sql, groupId: string): Promise<CommentRow[]> {
  return sql.query<CommentRow>(
    `select c.id::text, c.at, u.email as author, c.text from error_comment c left join app_user u on u.id = c.author
     where c.group_id = $1 order by c.id desc limit ${MOST_COMMENTS}`,
    [groupId],
  );
}

export async function addComment(database: Database, groupId: string, text: string, by: SignedIn): Promise<void> {
  await database.transaction(async (sql) => {
    // A second click says the same again.
    const said = await sql.query<{ id: string }>(
      `insert into error_comment (group_id, author, text) select $1, $2, $3
       where not exists (select 1 from error_comment where group_id = $1 and author = $2 and text = $3
         and at > now() - interval '1 minute') returning id::text`,
      [groupId, by.user.id, text],
    );
    const [comment] = said;
    if (comment === undefined) return;
    // The text stays out of the audit: it is kept for ever, and people write names.
    const facts = { comment: comment.id };
    const done = { action: 'error-group.commented', subjectType: 'error-group', subjectId: groupId };
    await recordAction(sql, by, { ...done, facts });
  });
}

/** People whom work can be given to. */
export async function readPeople(sql: Sql): Promise<Person[]> {
  return sql.query<Person>(
    `select id, email from app_user where disabled_at is null and role in ('admin', 'operator', 'analyst')
     order by email limit 500`,
  );
}
