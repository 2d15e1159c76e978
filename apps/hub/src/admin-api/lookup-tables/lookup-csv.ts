import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { csvLine } from '../order-export/csv-stream';
import type { LookupRow } from './lookup-rows';

export const LONGEST_TEXT = 500;

export interface CsvProblem {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly message: string;
}

export interface ReadCsv {
  readonly rows: ReadonlyMap<string, string>;
  readonly problems: readonly CsvProblem[];
}

const parsed = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }));
/** An apostrophe that was put in front of what spreadsheets would run. */
const QUOTED_FORMULA = /^'(?=[=+\-@\t\r])/;

/** A table as a file: key and value, as spreadsheets open it. */
export function lookupCsv(rows: readonly LookupRow[]): string {
  return ['\ufeff', csvLine(['key', 'value']), ...rows.map(({ key, value }) => csvLine([key, value]))].join('');
}

/**
 * Rows of a file with the columns key and value, by comma or semicolon, with or without their names on top. Lines that are
 * wrong are told and left out; the others are good.
 */
export function readLookupCsv(text: string): ReadCsv {
  const rows = new Map<string, string>();
  const problems: CsvProblem[] = [];
  for (const [index, { record, info }] of linesOf(text).entries()) {
    const [key = '', value = ''] = record.map((cell) => cell.trim().replace(QUOTED_FORMULA, ''));
    if (index === 0 && isHeading(key, value)) continue;
    const problem = problemOf(key, value, record.length, rows);
    if (problem === null) rows.set(key, value);
    else problems.push({ line: info.lines, message: problem });
  }
  return { rows, problems };
}

function linesOf(text: string): z.infer<typeof parsed> {
  const [first = ''] = text.split(/\r?\n/, 1);
  const read: unknown = parse(text, {
    bom: true,
    delimiter: first.includes(';') && !first.includes(',') ? ';' : ',',
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
  });
  return parsed.parse(read);
}

function isHeading(key: string, value: string): boolean {
  return key.toLowerCase() === 'key' && value.toLowerCase() === 'value';
}

function problemOf(key: string, value: string, columns: number, before: ReadonlyMap<string, string>): string | null {
  if (columns !== 2) return `has ${columns} columns instead of 2`;
  if (key === '') return 'has no key';
  if (value === '') return 'has no value';
  if (key.length > LONGEST_TEXT || value.length > LONGEST_TEXT) return `is longer than ${LONGEST_TEXT} characters`;
  if (/\p{Cc}/u.test(key + value)) return 'has characters that cannot be stored';
  return before.has(key) ? 'has a key that an earlier line has' : null;
}
