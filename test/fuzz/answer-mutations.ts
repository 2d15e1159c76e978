import { gzipSync } from 'node:zlib';
import { mutateJson } from './json-mutations';
import type { SeededRandom } from './seeded-random';

/** An answer as a vendor really gave it. */
export interface GoodAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/** What goes over the wire instead. */
export interface MalformedAnswer {
  readonly name: string;
  readonly status: number;
  /** Bytes of the whole answer, head and all. */
  readonly bytes: Buffer;
  /** What happens after the bytes: the connection is closed, cut, or left open without a word. */
  readonly ending: 'close' | 'cut' | 'silence';
  /** False when nobody can tell from the answer whether the vendor did what it was asked. */
  readonly readable: boolean;
}

interface Parts {
  readonly status?: number;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: Buffer | string;
  /** Default: the real length. Null: none, the body ends with the connection. */
  readonly length?: number | string | null;
  readonly ending?: MalformedAnswer['ending'];
  readonly readable?: boolean;
  readonly name?: string;
}
type Mutation = (random: SeededRandom, good: GoodAnswer) => Parts;

const HTML = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Przerwa techniczna</p></body></html>';
const XML = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>';
const JSON_TYPE: readonly [string, string] = ['content-type', 'application/json'];
const typed = (type: string): readonly (readonly [string, string])[] => [['content-type', type]];

const ERROR_BODIES = [
  '{"error":{"code":"X","message":"No."}}',
  '{"errors":[{"code":null,"message":{"a":[]},"path":7}]}',
  '{"errors":"broken"}',
  '{"error":null,"message":["a",{"b":1}]}',
  '{"detail":{"deep":{"deeper":{"deepest":"x"}}}}',
  '{"message":"\\u0000\\u0007 bad \\u001b[31mcolour"}',
  '{"status":400,"error":"validation_failed","details":{"receiver":[{"email":["invalid"]}]}}',
  '{"status":"x","details":[[[["a"]]]]}',
  '[]',
  'null',
  '"words"',
  '17',
  '{"error":',
  HTML,
  XML,
  '',
  'plain words\r\nin two lines',
  `{"message":"${'long '.repeat(5_000)}"}`,
  '{"__proto__":{"code":"polluted"},"code":{"__proto__":null}}',
  '{"code":["a"],"error":{"code":{},"message":7,"target":["x"]}}',
];
const STATUSES = [
  300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411, 412, 413, 415, 418, 422,
  423, 424, 425, 426, 428, 429, 431, 451, 499, 500, 501, 502, 503, 504, 505, 507, 511, 520, 529, 599, 600, 999,
];
const RETRY_AFTER = [
  '-1',
  '0',
  '1',
  '1e9',
  'soon',
  '',
  'NaN',
  'Infinity',
  '999999999999999999999',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Fri, 31 Dec 9999 23:59:59 GMT',
  'Mon, 99 Foo 2026 25:61:61 GMT',
  '2026-11-26T10:00:00Z',
  '0x10',
  '5, 10',
];

const half = (random: SeededRandom, body: Buffer): Buffer =>
  body.subarray(0, 1 + random.below(Math.max(1, body.length - 1)));
const isJson = (body: Buffer): boolean => /^\s*[[{]/.test(body.subarray(0, 50).toString('latin1'));

/** Ways in which an answer that says yes may be wrong, and answers that say no in ways that nobody expects. */
const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'half a body': (random, { body }) => ({ body: half(random, body), readable: false }),
  'half a body, then cut': (random, { body }) => ({
    body: half(random, body),
    length: body.length + 9,
    ending: 'cut',
    readable: false,
  }),
  'a longer length than the body': (_random, { body }) => ({ body, length: body.length + 100, readable: false }),
  'a shorter length than the body': (_random, { body }) => ({
    body,
    length: Math.max(0, body.length - 3),
    readable: false,
  }),
  'a length that is no number': (_random, { body }) => ({ body, length: 'many', readable: false }),
  'no length': (_random, { body }) => ({ body, length: null }),
  'a page with 200': () => ({ status: 200, body: HTML, headers: typed('text/html; charset=utf-8'), readable: false }),
  'a page that calls itself JSON': () => ({ status: 200, body: HTML, headers: [JSON_TYPE], readable: false }),
  'XML for JSON': () => ({ body: XML, headers: typed('application/xml'), readable: false }),
  'JSON inside of XML': (_random, { body }) => ({
    body: `<a>${body.toString('latin1')}</a>`,
    headers: [JSON_TYPE],
    readable: false,
  }),
  'an empty body': () => ({ body: '', readable: false }),
  '204 for a body': () => ({ status: 204, body: '', readable: false }),
  '205 or 206': (random, { body }) => ({ status: random.pick([205, 206]), body: half(random, body), readable: false }),
  'blanks for a body': () => ({ body: ' \r\n\t ', readable: false }),
  'another content type': (random) => ({
    headers: typed(
      random.pick(['text/plain', 'application/pdf', 'image/png', '', ';;;', 'application/json; charset=klingon']),
    ),
  }),
  'no content type': () => ({ headers: [] }),
  'another character set': (random, { body }) => {
    const charset = random.pick([
      'utf-16',
      'utf-16be',
      'iso-8859-2',
      'windows-1250',
      'utf-7',
      'shift_jis',
      '"',
      'utf-8\u0000',
    ]);
    return { body, headers: typed(`application/json; charset=${charset}`) };
  },
  'UTF-16 without a word': (_random, { body }) => ({
    body: Buffer.from(body.toString('utf8'), 'utf16le'),
    readable: false,
  }),
  'a byte order mark': (_random, { body }) => ({ body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]) }),
  'bytes that are no UTF-8': (random, { body }) => {
    const spoilt = Buffer.from(body);
    for (let times = 0; times < 3 && spoilt.length > 0; times += 1) {
      spoilt[random.below(spoilt.length)] = random.pick([0xff, 0xc3, 0x80, 0x00]);
    }
    return { body: spoilt };
  },
  'gzip that is none': (random, { body }) => ({
    body,
    headers: [JSON_TYPE, ['content-encoding', random.pick(['gzip', 'deflate', 'br'])]],
    readable: false,
  }),
  'half a gzip': (random, { body }) => {
    const packed = gzipSync(body);
    return {
      body: packed.subarray(0, 10 + random.below(packed.length - 10)),
      headers: [JSON_TYPE, ['content-encoding', 'gzip']],
      readable: false,
    };
  },
  'a gzip bomb': () => ({ body: BOMB, headers: [JSON_TYPE, ['content-encoding', 'gzip']], readable: false }),
  'an unknown encoding': (_random, { body }) => ({
    body,
    headers: [JSON_TYPE, ['content-encoding', 'zstd, lzma']],
    readable: false,
  }),
  'chunks that are none': (random, { body }) => ({
    body: random.pick(['zz\r\nabc\r\n', '5\r\nabc', `ffffffffff\r\n${body.toString('latin1')}`, '-1\r\n\r\n', '']),
    headers: [JSON_TYPE, ['transfer-encoding', 'chunked']],
    length: null,
    readable: false,
  }),
  'headers repeated': (_random, { body }) => ({
    body,
    headers: [
      JSON_TYPE,
      ['content-type', 'text/html'],
      ['retry-after', '1'],
      ['retry-after', '2'],
      ['etag', 'a'],
      ['etag', 'b'],
    ],
  }),
  'many headers': () => ({
    headers: [
      JSON_TYPE,
      ...Array.from({ length: 300 }, (_, index): [string, string] => [`x-${index}`, 'y'.repeat(100)]),
    ],
  }),
  'headers with bytes': () => ({ headers: [JSON_TYPE, ['x-bad', 'żółć\u0080'], ['location', '\u00ff']] }),
  'two answers in one': (_random, { body }) => ({ body: Buffer.concat([body, body]), readable: false }),
  'garbage after the answer': (_random, { body }) => ({
    body: Buffer.concat([body, Buffer.from('}]<!-- -->')]),
    readable: false,
  }),
  'a redirect': (random) => ({
    status: random.pick([301, 302, 303, 307, 308]),
    headers: [JSON_TYPE, ['location', random.pick(['http://169.254.169.254/', '/', '//x.example', ':::', ''])]],
    body: '{}',
  }),
  'an early hint, then the answer': (random, { body }) => ({ body, name: random.pick(['100 first', '103 first']) }),
  'a status with another shape': (random) => ({
    status: random.pick(STATUSES),
    headers: [random.pick([JSON_TYPE, ['content-type', 'text/html']])],
    body: random.pick(ERROR_BODIES),
  }),
  'a status with the good body': (random, { body }) => ({ status: random.pick(STATUSES), body }),
  'a good status with the body of an error': (random) => ({ body: random.pick(ERROR_BODIES), headers: [JSON_TYPE] }),
  'a wait that is nonsense': (random) => ({
    status: random.pick([429, 429, 503]),
    headers: [JSON_TYPE, ['retry-after', random.pick(RETRY_AFTER)]],
    body: random.pick(ERROR_BODIES),
  }),
  'no answer that is HTTP': (random) => ({
    name: random.pick([
      'SSH-2.0-OpenSSH_9.6\r\n',
      'HTTP/9.9 200 OK\r\n\r\n',
      '\u0000\u0001\u0002',
      'HTTP/1.1 OK\r\n\r\n',
      'HTTP/1.1 20 OK\r\n\r\n',
    ]),
    readable: false,
  }),
  'the connection cut': () => ({ name: '', ending: 'cut', readable: false }),
};

const BOMB = gzipSync(Buffer.alloc(12 * 1024 * 1024, ' '));
/** Rare, because they take a whole deadline, or long to read. */
const SELDOM: Readonly<Record<string, Mutation>> = {
  'no answer at all': () => ({ name: '', ending: 'silence', readable: false }),
  'a head and then silence': (random, { body }) => ({
    body: half(random, body),
    length: body.length + 50,
    ending: 'silence',
    readable: false,
  }),
  'a gzip bomb': MUTATIONS['a gzip bomb']!,
};
const OFTEN = Object.keys(MUTATIONS).filter((name) => !(name in SELDOM));
const RAW = new Set(['no answer that is HTTP', 'the connection cut', 'no answer at all']);
const SELDOM_SHARE = 0.004;
const SHAPE_SHARE = 0.5;

/** The malformed answer that the random numbers choose. `echo` is repeated by the vendor in the text of an error. */
export function malformedAnswer(random: SeededRandom, good: GoodAnswer, echo: string): MalformedAnswer {
  if (random.chance(0.03)) return echoing(random, echo);
  if (random.chance(SELDOM_SHARE)) {
    const name = random.pick(Object.keys(SELDOM));
    return built(name, SELDOM[name]!(random, good), good);
  }
  if (isJson(good.body) && random.chance(SHAPE_SHARE)) {
    const { text, name } = mutateJson(random, JSON.parse(good.body.toString('utf8')));
    return built(name, { body: text }, good);
  }
  const name = random.pick(OFTEN);
  return built(name, MUTATIONS[name]!(random, good), good);
}

/** A vendor that repeats what it was sent, credentials too. */
function echoing(random: SeededRandom, echo: string): MalformedAnswer {
  const status = random.pick([400, 401, 403, 404, 409, 422, 500, 502]);
  const body = random.pick([
    JSON.stringify({ message: `Cannot read: ${echo}` }),
    JSON.stringify({ error: { code: 'Bad', message: echo } }),
    JSON.stringify({ error: echo, error_description: echo }),
    JSON.stringify({ errors: [{ code: echo.slice(0, 200), message: echo, userMessage: echo, path: echo }] }),
    JSON.stringify({ status, error: echo, details: { [echo.slice(0, 50)]: [echo] } }),
    `Cannot read: ${echo}`,
  ]);
  return built(
    'the request repeated',
    { status, body, headers: [JSON_TYPE] },
    { status, headers: [], body: Buffer.alloc(0) },
  );
}

function built(name: string, parts: Parts, good: GoodAnswer): MalformedAnswer {
  const { status = good.status, ending = 'close', readable = true } = parts;
  const bytes = RAW.has(name) ? Buffer.from(parts.name ?? '', 'latin1') : bytesOf(name, parts, good);
  return { name: status === good.status ? name : `${name} (${status})`, status, ending, readable, bytes };
}

function bytesOf(name: string, { status, headers, ...parts }: Parts, good: GoodAnswer): Buffer {
  const body = parts.body === undefined ? good.body : Buffer.from(parts.body);
  const length = parts.length === undefined ? body.length : parts.length;
  const sized = length === null ? [] : [['content-length', String(length)]];
  const lines = [...(headers ?? good.headers), ...sized].map(([header, value]) => `${header}: ${value}\r\n`).join('');
  const first = name.startsWith('an early hint') ? `HTTP/1.1 ${parts.name?.slice(0, 3) ?? '100'} Early\r\n\r\n` : '';
  const head = `${first}HTTP/1.1 ${status ?? good.status} Answer\r\n${lines}connection: close\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}
