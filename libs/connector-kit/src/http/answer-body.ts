import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import iconv from 'iconv-lite';
import type { WireAnswer } from './wire';

const DECODERS: Readonly<Record<string, (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/** Undoes the content encoding. @throws when it is broken, unknown, or more than `maxBytes` comes out */
export async function decompressed(answer: WireAnswer, maxBytes: number): Promise<Buffer> {
  const encoding = answer.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity' || answer.body.length === 0) return answer.body;
  const decode = DECODERS[encoding];
  if (decode === undefined) throw new Error(`The answer has the unknown content encoding "${encoding}".`);
  return decode(answer.body, { maxOutputLength: maxBytes });
}

/** The answer as text, in the character set that its header names, UTF-8 otherwise. A byte order mark is left out. */
export function decodeText(body: Buffer, contentType: string | undefined): string {
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase() ?? 'utf-8';
  const text =
    charset === 'utf-8' || charset === 'utf8' || !iconv.encodingExists(charset)
      ? body.toString('utf8')
      : iconv.decode(body, charset);
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

const UNSTORABLE_ESCAPE = /\\u(?:0000|[dD][89a-fA-F])/;

/** Undefined when the text is not JSON. Characters that PostgreSQL cannot store (NUL, half pairs) become U+FFFD. */
export function parseJson(text: string): unknown {
  try {
    // Raw NULs are no JSON, and decoded bytes have no half pairs: only escapes can make them. They are next to never there.
    return UNSTORABLE_ESCAPE.test(text)
      ? (JSON.parse(text, (_name, value: unknown) => (typeof value === 'string' ? storable(value) : value)) as unknown)
      : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\ufffd');
}

const TEXT_TYPES = /^(text\/|application\/(.*\+)?(json|xml|x-www-form-urlencoded|javascript|problem))/i;

/** True when the content type says text, or says nothing. */
export function isText(contentType: string | undefined): boolean {
  return contentType === undefined || contentType === '' || TEXT_TYPES.test(contentType);
}
