import { crc32, inflateRawSync } from 'node:zlib';
import { xlsxStream, type Cell } from './xlsx-stream';

async function* rowsOf(rows: readonly (readonly Cell[])[]): AsyncGenerator<readonly Cell[]> {
  yield* rows;
}

async function workbook(rows: readonly (readonly Cell[])[]): Promise<Map<string, string>> {
  const chunks: Buffer[] = [];
  for await (const chunk of xlsxStream('Zamówienia', ['Numer', 'Suma'], rowsOf(rows))) chunks.push(chunk);
  return unpacked(Buffer.concat(chunks));
}

/** Reads an archive by its directory, as every reader does, and checks the sums. */
function unpacked(zip: Buffer): Map<string, string> {
  const end = zip.length - 22;
  expect(zip.readUInt32LE(end)).toBe(0x06054b50);
  const files = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [crc, packed, size, length] = [16, 20, 24]
      .map((place) => zip.readUInt32LE(at + place))
      .concat(zip.readUInt16LE(at + 28)) as [number, number, number, number];
    const start = zip.readUInt32LE(at + 42);
    const data = start + 30 + zip.readUInt16LE(start + 26);
    const text = inflateRawSync(zip.subarray(data, data + packed));
    expect([text.length, crc32(text)]).toEqual([size, crc]);
    files.set(zip.toString('utf8', at + 46, at + 46 + length), text.toString());
    at += 46 + length;
  }
  return files;
}

describe('a workbook', () => {
  it('has the parts that spreadsheets want, each whole', async () => {
    const files = await workbook([['1001', 52.97]]);
    expect([...files.keys()]).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
      'xl/worksheets/sheet1.xml',
    ]);
    expect(files.get('xl/workbook.xml')).toContain('name="Zamówienia"');
  });

  it('has numbers as numbers, texts as texts, and nothing that runs', async () => {
    const sheet = (
      await workbook([
        ['=1+1', 52.97],
        ['<a> & "ż"', null],
      ])
    ).get('xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<t xml:space="preserve">=1+1</t>');
    expect(sheet).toContain('<c><v>52.97</v></c>');
    expect(sheet).toContain('&lt;a&gt; &amp; &quot;ż&quot;');
    expect(sheet).not.toContain('<f>');
  });

  it('leaves out what XML cannot say', async () => {
    const sheet = (await workbook([['a\u0000b\u000bc', 1]])).get('xl/worksheets/sheet1.xml');
    expect(sheet).toContain('>abc<');
  });

  it('has every row of many', async () => {
    const sheet = (await workbook(Array.from({ length: 1_001 }, (_, n) => [`n${n}`, n]))).get(
      'xl/worksheets/sheet1.xml',
    );
    expect(sheet?.match(/<row>/g)).toHaveLength(1_002);
  });

  it('fails when its rows fail', async () => {
    const failing = async function* (): AsyncGenerator<readonly Cell[]> {
      yield ['1', 1];
      throw new Error('The database went away.');
    };
    const reading = async (): Promise<void> => {
      for await (const chunk of xlsxStream('x', ['a'], failing())) expect(chunk).toBeDefined();
    };
    await expect(reading()).rejects.toThrow('The database went away.');
  });
});
