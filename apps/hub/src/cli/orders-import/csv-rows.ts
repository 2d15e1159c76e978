import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { CsvError, parse, type Info } from 'csv-parse';
import iconv from 'iconv-lite';
import { CommandFailed, WrongUse } from '../outcome';

/** A record of the file. `line` is the line it ends on; a record has more than one when a value contains line breaks. */
export interface CsvRow {
  readonly line: number;
  readonly values: readonly string[];
}

export interface CsvFormat {
  readonly encoding: string;
  readonly delimiter: string;
}

const DELIMITERS = [',', ';', '\t', '|'];
const BOM = String.fromCodePoint(0xfeff);
// An unclosed quotation mark makes the rest of the file one value; stop long before memory does.
const MAX_RECORD_CHARACTERS = 1_000_000;
const HEAD_BYTES = 64 * 1024;

/**
 * Encoding and delimiter of the file: as asked for, else by its byte order mark and its first line.
 * @throws {WrongUse} when the file cannot be read, is empty or the encoding is unknown
 */
export async function detectFormat(
  file: string,
  asked: { readonly encoding: string; readonly delimiter: string | null },
): Promise<CsvFormat & { readonly header: readonly string[] }> {
  const head = await readHead(file);
  const encoding = encodingOf(head, asked.encoding);
  const [first = ''] = iconv.decode(head, encoding).replace(BOM, '').split(/\r?\n/, 1);
  if (first.trim() === '') throw new WrongUse(`${file} has no header line.`);
  const delimiter = asked.delimiter ?? delimiterOf(first);
  const rows = readRows(file, { encoding, delimiter });
  const { value: header } = await rows.next();
  await rows.return();
  if (header === undefined) throw new WrongUse(`${file} has no header line.`);
  return { encoding, delimiter, header: header.values };
}

/**
 * Records of the file one by one, the header first; memory does not grow with the file.
 * @throws {CommandFailed} at a quotation mark that is never closed, or at bytes that are not of the encoding
 */
export async function* readRows(file: string, format: CsvFormat): AsyncGenerator<CsvRow, void, void> {
  const parser = parse({
    delimiter: format.delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_CHARACTERS,
  });
  const source = Readable.from(decoded(file, format.encoding));
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const entry of source.pipe(parser) as AsyncIterable<{ info: Info; record: string[] }>) {
      yield { line: entry.info.lines, values: entry.record.map((value) => value.trim()) };
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new CommandFailed(`${file} cannot be read as CSV: ${error.message}`, { cause: error });
    throw error;
  } finally {
    source.destroy();
  }
}

async function* decoded(file: string, encoding: string): AsyncGenerator<string> {
  const isUtf8 = /^utf-?8$/i.test(encoding);
  const decoder = isUtf8 ? strictUtf8(file) : iconv.getDecoder(encoding);
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) yield decoder.write(chunk);
  yield decoder.end() ?? '';
}

/** A wrong guess of the encoding would import broken names for good, so bytes that are not UTF-8 stop the import. */
function strictUtf8(file: string): { write(chunk: Buffer): string; end(): string } {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const strictly = (chunk?: Buffer): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch (cause) {
      throw new CommandFailed(`${file} is not UTF-8: say --encoding, for example windows-1250.`, { cause });
    }
  };
  return { write: strictly, end: strictly };
}

function encodingOf(head: Buffer, asked: string): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf16be';
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (!isKnown(asked)) throw new WrongUse(`Unknown encoding "${asked}".`);
  return asked;
}

function isKnown(encoding: string): boolean {
  return iconv.encodingExists(encoding);
}

function delimiterOf(header: string): string {
  const outsideQuotes = header.replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: outsideQuotes.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

async function readHead(file: string): Promise<Buffer> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WrongUse(`${file} cannot be read: ${reason}`, { cause });
  }
}
