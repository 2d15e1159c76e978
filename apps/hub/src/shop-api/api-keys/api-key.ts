import type { Sql } from '@crossdock/flow-engine';
import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** What an API key may be allowed to do. */
export const API_RIGHTS = [
  'orders:read',
  'orders:write',
  'stock:read',
  'quotes:write',
  'returns:write',
  'webhooks:read',
  'webhooks:write',
] as const;
export type ApiRight = (typeof API_RIGHTS)[number];

const KEY_BYTES = 32;
/** `cdk_` and 32 random bytes in base64url. */
const KEY = /^cdk_[A-Za-z0-9_-]{43}$/;
const PREFIX_LENGTH = 10;

export interface NewApiKey {
  readonly channel: string;
  /** Who uses it, for the list of keys. */
  readonly name: string;
  readonly rights: readonly string[];
}

/** Why a key cannot be made; the text is for people. */
export class ApiKeyRefused extends Error {}

/**
 * Makes an API key of a channel and stores its hash. The key itself is returned this once and kept nowhere.
 * @throws {ApiKeyRefused} for a channel or a right that does not exist, or no right at all
 */
export async function createApiKey(
  sql: Sql,
  { channel, name, rights }: NewApiKey,
): Promise<{ readonly id: string; readonly key: string }> {
  const known: readonly string[] = API_RIGHTS;
  const unknown = rights.filter((right) => !known.includes(right));
  if (unknown.length > 0 || rights.length === 0) {
    throw new ApiKeyRefused(`Rights are some of ${API_RIGHTS.join(', ')}; got "${rights.join(', ')}".`);
  }
  const key = `cdk_${randomBytes(KEY_BYTES).toString('base64url')}`;
  const rows = await sql.query<{ id: string }>(
    `insert into api_key (id, channel, name, prefix, hash, rights)
     select $1, id, $3, $4, $5, $6 from channel where id = $2 returning id`,
    [randomUUID(), channel, name, key.slice(0, PREFIX_LENGTH), hashOf(key), [...new Set(rights)]],
  );
  const [row] = rows;
  if (row === undefined) throw new ApiKeyRefused(`There is no channel "${channel}".`);
  return { id: row.id, key };
}

/** SHA-256. Keys are random enough that a slow hash would protect nothing. */
export function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** The key of an `Authorization` header (RFC 6750, 2.1), or null where there is none that could be ours. */
export function bearerKey(authorization: string | undefined): string | null {
  const match = /^bearer +(\S+)$/i.exec(authorization?.trim() ?? '');
  const key = match?.[1];
  return key !== undefined && KEY.test(key) ? key : null;
}
