import { UnexpectedResponseError } from '@crossdock/connector-kit';

export type FileFormat = 'pdf' | 'zpl';

// A PDF file begins with its version (ISO 32000), a ZPL label with the start of a format.
const SIGNS: Readonly<Record<FileFormat, string>> = { pdf: '%PDF-', zpl: '^XA' };
const LOOKED_AT = 1_024; // a PDF may have a few bytes before its header, ZPL some settings

/**
 * The file, when it is of the format that was asked for: an error page would be printed otherwise.
 * @throws {UnexpectedResponseError}
 */
export function fileOf(content: Uint8Array, format: FileFormat): Uint8Array {
  const beginning = Buffer.from(content.subarray(0, LOOKED_AT)).toString('latin1');
  if (beginning.includes(SIGNS[format])) return content;
  throw new UnexpectedResponseError({
    code: 'http.malformed',
    summary: `InPost answered with a file that is no ${format.toUpperCase()}.`,
  });
}
