import { createHash } from 'node:crypto';

/** SHA-384, hexadecimal, of the compact JSON of the fields in the given order, with the CRC key last. */
export function sign(fields: Record<string, string | number | null>, crc: string): string {
  return createHash('sha384')
    .update(JSON.stringify({ ...fields, crc }), 'utf8')
    .digest('hex');
}
