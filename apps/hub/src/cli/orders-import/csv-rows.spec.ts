import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import iconv from 'iconv-lite';
import { CommandFailed, WrongUse } from '../outcome';
import { detectFormat, readRows, type CsvRow } from './csv-rows';

const folder = mkdtempSync(path.join(tmpdir(), 'crossdock-csv-'));
const AS_UTF8 = { encoding: 'utf-8', delimiter: null };

function fileOf(content: string | Buffer): string {
  const file = path.join(folder, 'orders.csv');
  writeFileSync(file, content);
  return file;
}

async function rowsOf(
  file: string,
  asked: { encoding: string; delimiter: string | null } = AS_UTF8,
): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of readRows(file, await detectFormat(file, asked))) rows.push(row);
  return rows;
}

describe('reading a CSV file', () => {
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([',', ';', '\t', '|'])('finds out that "%s" stands between the values', async (delimiter) => {
    const file = fileOf(['order', '"name, or; other"', 'quantity'].join(delimiter));
    expect(await detectFormat(file, AS_UTF8)).toEqual({
      encoding: 'utf-8',
      delimiter,
      header: ['order', 'name, or; other', 'quantity'],
    });
  });

  it('takes the delimiter that was asked for', async () => {
    expect((await detectFormat(fileOf('a;b;c,d'), { ...AS_UTF8, delimiter: ',' })).header).toEqual(['a;b;c', 'd']);
  });

  it('numbers rows by the line they end on, values with line breaks included', async () => {
    const rows = await rowsOf(fileOf('order,note\n1,"two\nlines"\n\n2,one\n'));
    expect(rows).toEqual([
      { line: 1, values: ['order', 'note'] },
      { line: 3, values: ['1', 'two\nlines'] },
      { line: 5, values: ['2', 'one'] },
    ]);
  });

  it.each([
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffname,x\nżółć,1')],
    ['UTF-16', iconv.encode('name,x\nżółć,1', 'utf-16le', { addBOM: true })],
  ])('knows %s by itself', async (_name, content) => {
    expect((await rowsOf(fileOf(content))).map(({ values }) => values[0])).toEqual(['name', 'żółć']);
  });

  it('reads windows-1250 when told so', async () => {
    const rows = await rowsOf(fileOf(iconv.encode('name;x\nżółć;1', 'windows-1250')), {
      encoding: 'windows-1250',
      delimiter: null,
    });
    expect(rows[1]!.values).toEqual(['żółć', '1']);
  });

  it('stops at bytes that are not UTF-8 instead of importing broken names', async () => {
    const file = fileOf(iconv.encode('name;x\nżółć;1', 'windows-1250'));
    await expect(rowsOf(file)).rejects.toThrow(`${file} is not UTF-8: say --encoding, for example windows-1250.`);
  });

  it('stops at a quotation mark that is never closed', async () => {
    await expect(rowsOf(fileOf('name,x\n"abc,1\nd,2\n'))).rejects.toThrow(CommandFailed);
  });

  it('keeps a quotation mark inside a value', async () => {
    expect((await rowsOf(fileOf('name,x\n19" RACK,1\n')))[1]!.values).toEqual(['19" RACK', '1']);
  });

  it.each([
    ['an empty file', ''],
    ['a file of empty lines', '\n\n'],
  ])('refuses %s', async (_name, content) => {
    await expect(detectFormat(fileOf(content), AS_UTF8)).rejects.toThrow(WrongUse);
  });

  it('refuses a file that is not there and an encoding that nobody knows', async () => {
    await expect(detectFormat(path.join(folder, 'none.csv'), AS_UTF8)).rejects.toThrow(WrongUse);
    await expect(detectFormat(fileOf('a,b'), { encoding: 'klingon', delimiter: null })).rejects.toThrow(
      'Unknown encoding "klingon".',
    );
  });
});
