import { z } from 'zod';

/** The last order of a page: the next one begins after it. */
export interface OrderCursor {
  /** ISO 8601 UTC with microseconds, as the database has it. */
  readonly receivedAt: string;
  readonly id: string;
}

const cursor = z.strictObject({
  receivedAt: z.string().regex(/^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/),
  id: z.guid(),
});

/** Opaque text for a page's end. */
export function encodeCursor({ receivedAt, id }: OrderCursor): string {
  return Buffer.from(JSON.stringify({ receivedAt, id })).toString('base64url');
}

/** Null for a text that is no cursor of ours. */
export function decodeCursor(text: string): OrderCursor | null {
  try {
    const result = cursor.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    // A day that does not exist would pass the pattern.
    return result.success && !Number.isNaN(Date.parse(result.data.receivedAt)) ? result.data : null;
  } catch {
    return null;
  }
}
