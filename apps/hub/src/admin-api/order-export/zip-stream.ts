import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** A file of an archive; its text may be made while it is written. */
export interface ZipEntry {
  readonly name: string;
  readonly text: Iterable<string> | AsyncIterable<string>;
}

interface Written {
  readonly name: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

// APPNOTE.TXT of PKWARE, 4.3 and 4.4: sizes follow their file, names are UTF-8, everything is deflated.
const FLAGS = 0x0808;
const VERSION = 20;
const DEFLATED = 8;
/** 1980-01-01, the first day that the format knows: the same rows make the same file. */
const FIRST_DAY = 0x0021;

/** A ZIP archive, written as its files come: nothing is kept but what is being packed. Up to 4 GiB. */
export async function* zipStream(entries: readonly ZipEntry[]): AsyncGenerator<Buffer> {
  let offset = 0;
  const written: Written[] = [];
  for (const { name, text } of entries) {
    const start = offset;
    const bytes = Buffer.from(name);
    const measure = { crc: 0, size: 0, packed: 0 };
    const head = Buffer.concat([localHeader(bytes), bytes]);
    offset += head.length;
    yield head;
    for await (const chunk of packed(text, measure)) {
      measure.packed += chunk.length;
      yield chunk;
    }
    const descriptor = numbers([0x08074b50, 4], [measure.crc, 4], [measure.packed, 4], [measure.size, 4]);
    offset += measure.packed + descriptor.length;
    yield descriptor;
    written.push({ name: bytes, offset: start, ...measure });
  }
  const directory = Buffer.concat(written.flatMap((file) => [directoryHeader(file), file.name]));
  yield directory;
  const count = written.length;
  yield numbers([0x06054b50, 4], [0, 4], [count, 2], [count, 2], [directory.length, 4], [offset, 4], [0, 2]);
}

async function* packed(text: ZipEntry['text'], measure: { crc: number; size: number }): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw();
  const measured = async function* (): AsyncGenerator<Buffer> {
    for await (const part of text) {
      const bytes = Buffer.from(part);
      measure.crc = crc32(bytes, measure.crc);
      measure.size += bytes.length;
      yield bytes;
    }
  };
  // A failure of the text ends the reading below.
  pipeline(Readable.from(measured()), deflate, () => undefined);
  for await (const chunk of deflate) yield Buffer.from(chunk as Uint8Array);
}

function localHeader(name: Buffer): Buffer {
  return numbers(
    [0x04034b50, 4],
    [VERSION, 2],
    [FLAGS, 2],
    [DEFLATED, 2],
    [0, 2],
    [FIRST_DAY, 2],
    [0, 4],
    [0, 4],
    [0, 4],
    [name.length, 2],
    [0, 2],
  );
}

function directoryHeader({ name, offset, crc, packed: packedSize, size }: Written): Buffer {
  return numbers(
    [0x02014b50, 4],
    [VERSION, 2],
    [VERSION, 2],
    [FLAGS, 2],
    [DEFLATED, 2],
    [0, 2],
    [FIRST_DAY, 2],
    [crc, 4],
    [packedSize, 4],
    [size, 4],
    [name.length, 2],
    [0, 4],
    [0, 4],
    [0, 4],
    [offset, 4],
  );
}

/** Little-endian numbers, each with its width in bytes. */
function numbers(...fields: readonly (readonly [value: number, bytes: number])[]): Buffer {
  const all = Buffer.alloc(fields.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of fields) at = all.writeUIntLE(value, at, bytes);
  return all;
}
