import { csvLine } from './csv-stream';

describe('a line of CSV', () => {
  it('quotes what would be taken apart', () => {
    expect(csvLine(['a,b', 'say "x"', 'two\nlines', 'a;b', ' blank ', 'plain', null, 12.5])).toBe(
      '"a,b","say ""x""","two\nlines","a;b"," blank ",plain,,12.5\r\n',
    );
  });

  it.each(['=1+1', '+48500600700', '-2', '@SUM(A1)', '\tx', '\rx'])('never begins a formula: %j', (text) => {
    expect(csvLine([text])).toMatch(/^"?'/);
  });

  it('leaves numbers as they are', () => {
    expect(csvLine([-2])).toBe('-2\r\n');
  });
});
