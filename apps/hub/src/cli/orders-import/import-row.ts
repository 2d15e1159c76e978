import type { CsvRow } from './csv-rows';
import { FIELDS, NEEDED_FIELDS, type Field, type ImportProfile } from './import-profile';
import { WrongUse } from '../outcome';

/** A row in the words of an order. A field that the file has no column for is missing. */
export interface ImportRow {
  readonly line: number;
  readonly cells: Readonly<Partial<Record<Field, string>>>;
  /** More or fewer values than the header has columns: the cells cannot be trusted. */
  readonly isMisshapen: boolean;
}

/** Turns records of a file into rows by the header and the profile's columns. */
export class RowReader {
  private readonly places: readonly (readonly [Field, number])[];
  private readonly width: number;

  /** @throws {WrongUse} when a column that the profile names, or one that every order needs, is not in the file */
  constructor(header: readonly string[], profile: ImportProfile) {
    this.width = header.length;
    this.places = FIELDS.flatMap((field) => {
      const column = profile.columns[field];
      if (column === undefined) return [];
      const place = header.indexOf(column);
      if (place < 0) throw new WrongUse(`The file has no column "${column}" (${field}). It has: ${header.join(', ')}.`);
      return [[field, place] as const];
    });
    const missing = NEEDED_FIELDS.filter((field) => profile.columns[field] === undefined);
    if (missing.length > 0) {
      const example = `--column ${missing[0] ?? ''}=NAME`;
      throw new WrongUse(`Which column is ${missing.join(', ')}? Say ${example}. The file has: ${header.join(', ')}.`);
    }
  }

  read(record: CsvRow): ImportRow {
    const cells: Partial<Record<Field, string>> = {};
    for (const [field, place] of this.places) cells[field] = record.values[place] ?? '';
    return { line: record.line, cells, isMisshapen: record.values.length !== this.width };
  }
}

/** Value of a field; an empty one counts as missing. */
export function cell(row: ImportRow, field: Field): string | null {
  const text = row.cells[field];
  return text === undefined || text === '' ? null : text;
}
