import type { Sql } from '@crossdock/flow-engine';
import { contentHash } from '../../orders/content-hash';
import { Problem } from '../../platform/problem/problem';

/** An answer that a repeated request gets again. */
export interface StoredAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A request that names itself with `Idempotency-Key`. */
export interface KeyedRequest {
  readonly apiKeyId: string;
  readonly key: string;
  /** Of everything that makes it this request. */
  readonly hash: string;
}

const LONGEST_KEY = 255;
// What fits a structured header string (RFC 8941, 3.3.3), with or without the quotes.
const KEY = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/;

/**
 * The request's key, or null when it has none.
 * @throws {Problem} 400 when the header is no key
 */
export function keyedRequest(apiKeyId: string, header: string | undefined, request: unknown): KeyedRequest | null {
  if (header === undefined) return null;
  const key = header.trim();
  if (key.length > LONGEST_KEY || !KEY.test(key)) {
    const detail = `An Idempotency-Key has 1 to ${LONGEST_KEY} printable ASCII characters.`;
    throw new Problem({ status: 400, code: 'idempotency-key-invalid', detail });
  }
  return { apiKeyId, key, hash: contentHash(request) };
}

/**
 * The first answer to this key, or null when this request is the first. Until the caller's transaction ends, the same
 * key is refused elsewhere.
 * @throws {Problem} 409 while the first request is running, 422 when it was another one
 */
export async function firstAnswer(sql: Sql, { apiKeyId, key, hash }: KeyedRequest): Promise<StoredAnswer | null> {
  const [lock] = await sql.query<{ free: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as free`,
    [`idempotency:${apiKeyId}:${key}`],
  );
  if (lock?.free !== true) {
    const detail = 'The first request with this Idempotency-Key is still running. Ask again in a moment.';
    throw new Problem({ status: 409, code: 'idempotency-key-busy', detail, headers: { 'retry-after': '1' } });
  }
  const [found] = await sql.query<StoredAnswer & { hash: string }>(
    `select request_hash as hash, status, body from idempotency_key where api_key_id = $1 and key = $2`,
    [apiKeyId, key],
  );
  if (found === undefined) return null;
  if (found.hash !== hash) {
    const detail = 'This Idempotency-Key was used for another request. Take a new key for a new request.';
    throw new Problem({ status: 422, code: 'idempotency-key-reused', detail });
  }
  return { status: found.status, body: found.body };
}

/** Keeps the answer, in the transaction that did what it says. */
export async function keepAnswer(sql: Sql, request: KeyedRequest, answer: StoredAnswer): Promise<void> {
  await sql.query(
    `insert into idempotency_key (api_key_id, key, request_hash, status, body) values ($1, $2, $3, $4, $5)`,
    [request.apiKeyId, request.key, request.hash, answer.status, JSON.stringify(answer.body)],
  );
}
