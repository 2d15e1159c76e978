import { zipStream } from './zip-stream';

/** Texts and numbers. A text is never read as a formula, whatever it begins with. */
export type Cell = string | number | null;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SHEETS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** What one cell can hold (Microsoft, "Excel specifications and limits"). */
const LONGEST_CELL = 32_767;
const ROWS_AT_ONCE = 200;

/** A workbook (ECMA-376) with one sheet, the first row of which stays in sight. */
export function xlsxStream(
  sheetName: string,
  header: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<Buffer> {
  return zipStream([
    { name: '[Content_Types].xml', text: [CONTENT_TYPES] },
    { name: '_rels/.rels', text: [relation('officeDocument', 'xl/workbook.xml')] },
    { name: 'xl/workbook.xml', text: [workbook(sheetName)] },
    { name: 'xl/_rels/workbook.xml.rels', text: [relation('worksheet', 'worksheets/sheet1.xml')] },
    { name: 'xl/worksheets/sheet1.xml', text: sheet(header, rows) },
  ]);
}

const CONTENT_TYPES =
  `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/></Types>`;

function relation(kind: string, target: string): string {
  return `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/${kind}" Target="${target}"/></Relationships>`;
}

function workbook(sheetName: string): string {
  const sheets = `<sheets><sheet name="${escaped(sheetName)}" sheetId="1" r:id="rId1"/></sheets>`;
  return `${XML}<workbook xmlns="${SHEETS}" xmlns:r="${OFFICE}">${sheets}</workbook>`;
}

async function* sheet(header: readonly string[], rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<string> {
  yield (
    `${XML}<worksheet xmlns="${SHEETS}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<sheetFormatPr defaultColWidth="18" defaultRowHeight="15"/><sheetData>${row(header)}`
  );
  let waiting: string[] = [];
  for await (const cells of rows) {
    waiting.push(row(cells));
    if (waiting.length < ROWS_AT_ONCE) continue;
    yield waiting.join('');
    waiting = [];
  }
  yield `${waiting.join('')}</sheetData></worksheet>`;
}

function row(cells: readonly Cell[]): string {
  return `<row>${cells.map(cell).join('')}</row>`;
}

function cell(value: Cell): string {
  if (value === null || value === '') return '<c/>';
  if (typeof value === 'number') return `<c><v>${value}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(value.slice(0, LONGEST_CELL))}</t></is></c>`;
}

// What XML 1.0 cannot say at all.
// eslint-disable-next-line no-control-regex
const UNSAYABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escaped(text: string): string {
  return text
    .replaceAll(UNSAYABLE, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
