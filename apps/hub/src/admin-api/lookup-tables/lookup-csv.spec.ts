import { lookupCsv, readLookupCsv } from './lookup-csv';

const row = (key: string, value: string) =>
  ({ key, value, isDefault: false, defaultValue: null, updatedAt: null, updatedBy: null }) as const;

describe('a lookup table as a CSV file', () => {
  it('comes back as it went, also what a spreadsheet would run as a formula', () => {
    const rows = [row('=1+1', 'a, "b"'), row('żółć', '-5')];
    const text = lookupCsv(rows);
    expect(text).toContain("'=1+1");
    const { rows: read, problems } = readLookupCsv(text);
    expect([...read]).toEqual([
      ['=1+1', 'a, "b"'],
      ['żółć', '-5'],
    ]);
    expect(problems).toEqual([]);
  });

  it('may have semicolons and no names on top', () => {
    expect([...readLookupCsv('23;A\r\n8;B').rows]).toEqual([
      ['23', 'A'],
      ['8', 'B'],
    ]);
  });

  it('names the lines that are wrong and keeps the others', () => {
    const { rows, problems } = readLookupCsv('key,value\n23,A\n,B\n8\n23,C\n0,D\n');
    expect([...rows.keys()]).toEqual(['23', '0']);
    expect(problems).toEqual([
      { line: 3, message: 'has no key' },
      { line: 4, message: 'has 1 columns instead of 2' },
      { line: 5, message: 'has a key that an earlier line has' },
    ]);
  });
});
