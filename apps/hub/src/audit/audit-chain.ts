import { createHash } from 'node:crypto';
import type { Sql } from '@crossdock/flow-engine';
import { canonicalJson } from './canonical-json';

/** Something that a person, or a program in a person's name, did. No personal data: rows are never changed. */
export interface AuditEntry {
  /** `user:<id>`, or `nobody` before sign-in. */
  readonly actor: string;
  /** What happened, `<subject>.<past tense>`: `sync-job.retried`. */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /** In the words of whoever did it. */
  readonly reason: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface AuditVerdict {
  /** Rows that were read, the broken one included. */
  readonly checked: number;
  /** Id of the first row that was changed, or that follows one that is missing; null when the chain is whole. */
  readonly brokenAt: string | null;
}

interface Link {
  readonly id: string;
  readonly hash: Buffer;
}

// Any number: whoever holds this lock writes the next row.
const AUDIT_LOCK = 7_201_940;
/** What the first row follows. */
const FIRST: Link = { id: '0', hash: Buffer.alloc(32) };
const ROWS_AT_ONCE = 1_000;

/**
 * Appends a row in the caller's transaction: what was done and its record are stored together, or not at all. Until that
 * transaction ends nobody else can append, so call it late and end soon.
 */
export async function appendAudit(sql: Sql, entry: AuditEntry): Promise<void> {
  await sql.query('select pg_advisory_xact_lock($1)', [AUDIT_LOCK]);
  const rows = await sql.query<Link>('select a.id::text, a.hash from audit_event a order by a.id desc limit 1');
  const last = rows[0] ?? FIRST;
  const id = (BigInt(last.id) + 1n).toString();
  const at = new Date();
  // As the database gives it back, without what JSON cannot say.
  const facts: unknown = JSON.parse(JSON.stringify(entry.facts));
  await sql.query(
    `insert into audit_event (id, at, actor, action, subject_type, subject_id, reason, facts, previous_hash, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      at,
      entry.actor,
      entry.action,
      entry.subjectType,
      entry.subjectId,
      entry.reason,
      JSON.stringify(facts),
      last.hash,
      rowHash(last.hash, { ...entry, id, at, facts }),
    ],
  );
}

/** Reads the whole chain from its first row and says where it breaks. Rows missing at the end cannot be noticed. */
export async function verifyAuditChain(sql: Sql): Promise<AuditVerdict> {
  let previous: Link = FIRST;
  let checked = 0;
  for (;;) {
    const rows = await readRows(sql, previous.id);
    for (const row of rows) {
      checked += 1;
      if (!follows(row, previous)) return { checked, brokenAt: row.id };
      previous = row;
    }
    if (rows.length < ROWS_AT_ONCE) return { checked, brokenAt: null };
  }
}

export interface AuditPiece extends AuditVerdict {
  /** The last row that was read: where the next piece begins. */
  readonly lastId: string;
  /** Nothing follows. */
  readonly atEnd: boolean;
}

/**
 * Reads so many rows after one that was read before (`0`: from the first), for chains that are too long for one go. Rows
 * that are gone from between are noticed too.
 */
export async function verifyAuditPiece(sql: Sql, afterId: string, rows: number): Promise<AuditPiece> {
  let previous = await linkOf(sql, afterId);
  let checked = 0;
  while (checked < rows) {
    const read = await readRows(sql, previous.id, Math.min(ROWS_AT_ONCE, rows - checked));
    for (const row of read) {
      checked += 1;
      if (!follows(row, previous)) return { checked, brokenAt: row.id, lastId: row.id, atEnd: false };
      previous = row;
    }
    if (read.length === 0) return { checked, brokenAt: null, lastId: previous.id, atEnd: true };
  }
  return { checked, brokenAt: null, lastId: previous.id, atEnd: false };
}

async function linkOf(sql: Sql, id: string): Promise<Link> {
  if (id === FIRST.id) return FIRST;
  const [link] = await sql.query<Link>('select a.id::text, a.hash from audit_event a where a.id = $1', [id]);
  return link ?? { id, hash: Buffer.alloc(0) };
}

interface AuditRow extends Hashed {
  readonly previousHash: Buffer;
  readonly hash: Buffer;
}

interface Hashed extends Omit<AuditEntry, 'facts'> {
  readonly id: string;
  readonly at: Date;
  readonly facts: unknown;
}

async function readRows(sql: Sql, afterId: string, limit = ROWS_AT_ONCE): Promise<AuditRow[]> {
  return sql.query<AuditRow>(
    `select id::text, at, actor, action, subject_type as "subjectType", subject_id as "subjectId", reason, facts,
       previous_hash as "previousHash", hash
     from audit_event a where a.id > $1 order by a.id limit ${limit}`,
    [afterId],
  );
}

function follows(row: AuditRow, previous: Link): boolean {
  if (BigInt(row.id) !== BigInt(previous.id) + 1n) return false;
  return row.previousHash.equals(previous.hash) && row.hash.equals(rowHash(previous.hash, row));
}

function rowHash(previous: Buffer, row: Hashed): Buffer {
  const { id, at, actor, action, subjectType, subjectId, reason, facts } = row;
  const content = { id, at: at.toISOString(), actor, action, subjectType, subjectId, reason, facts };
  return createHash('sha256').update(previous).update(canonicalJson(content)).digest();
}
