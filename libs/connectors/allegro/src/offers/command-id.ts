import { createHash } from 'node:crypto';

/**
 * The UUID under which a command is sent: the same for the same key and content, so that a repeated command is recognised by
 * Allegro, and another one for every other content. It has the form of a version 8 UUID (RFC 9562, 5.8).
 */
export function commandId(key: string, name: string, body: object): string {
  const digest = createHash('sha256')
    .update(`${name}\n${key}\n${JSON.stringify(body)}`, 'utf8')
    .digest('hex');
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}
