import type { Cell } from './xlsx-stream';

const ROWS_AT_ONCE = 200;
/** Tells spreadsheets that it is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';
// A cell that begins so is run as a formula by spreadsheets (OWASP, "CSV Injection").
const FORMULA = /^[=+\-@\t\r]/;

/** CSV (RFC 4180) that spreadsheets open as it is, and run nothing of. */
export async function* csvStream(
  header: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<Buffer> {
  let waiting = [`${BYTE_ORDER_MARK}${csvLine(header)}`];
  for await (const cells of rows) {
    waiting.push(csvLine(cells));
    if (waiting.length < ROWS_AT_ONCE) continue;
    yield Buffer.from(waiting.join(''));
    waiting = [];
  }
  yield Buffer.from(waiting.join(''));
}

/** One line with its end. Texts that look like formulas get an apostrophe in front; numbers are numbers. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(field).join(',')}\r\n`;
}

function field(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
