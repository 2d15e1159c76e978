import type { SeededRandom } from './seeded-random';

/** A JSON text that is not what the vendor promised, and what was done to it. */
export interface MutatedJson {
  readonly text: string;
  readonly name: string;
}

type Path = readonly (string | number)[];
/** What a value becomes, as JSON text. */
type Change = (random: SeededRandom, value: unknown) => string;

const text = (value: unknown): string => (value === undefined ? 'null' : JSON.stringify(value));
const nested = (depth: number, open: string, close: string): string => open.repeat(depth) + close.repeat(depth);

const WORDS = ['ON_THE_MOON', '', ' ', 'null', 'undefined', 'PAID ', 'żółty', '__proto__', 'constructor', 'toString'];
const NUMBERS = ['1e999', '-1e999', '9007199254740993', '-1', '0', '0.1', '1e-400', '123456789012345678901234567890'];
const DATES = [
  '0000-00-00T00:00:00Z',
  '2026-02-30T10:00:00Z',
  '99999-01-01',
  '2026-13-45',
  '1e3',
  '/Date(-1)/',
  '24:61',
];
const CONTROLS = [
  '\u0000',
  'a\u0000b',
  '\u0007\u001b[31m',
  '\u202e\u2066',
  '\ud800',
  '\udc00x',
  '\ufeff',
  'a\r\nSet-Cookie: a=b',
];
const ADDRESSES = [
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
  '//elsewhere.example/x',
  '../../..',
  'http://',
];

/** What one value in the answer may become. */
const VALUE_CHANGES: Readonly<Record<string, Change>> = {
  'null for a value': () => 'null',
  'an array for a value': (_random, value) => `[${text(value)}]`,
  'an object for a value': (_random, value) => `{"value":${text(value)}}`,
  'an empty object': () => '{}',
  'an empty array': () => '[]',
  'a text for a value': (_random, value) => text(typeof value === 'string' ? `${value}!` : String(value)),
  'a number for a value': (random) => random.pick(NUMBERS),
  'a number as a text': (random) => text(random.pick(NUMBERS)),
  'NaN or Infinity as a text': (random) => text(random.pick(['NaN', 'Infinity', '-Infinity', '1,5', '0x10', '١٢'])),
  'a truth value': (random) => String(random.chance(0.5)),
  'an unknown word': (random) => text(random.pick(WORDS)),
  'a date out of range': (random) => text(random.pick(DATES)),
  'control characters': (random) => text(random.pick(CONTROLS)),
  'a very long text': (random) => text('ż'.repeat(random.pick([300, 3_000, 70_000]))),
  'a foreign address': (random) => text(random.pick(ADDRESSES)),
  'deep nesting': (random) => nested(random.pick([100, 5_000]), '[', ']'),
  'a list of many': (random, value) =>
    `[${Array.from({ length: random.pick([50, 2_000]) }, () => text(value)).join(',')}]`,
};

/** What the object or list around a value may become. */
const MEMBER_CHANGES: Readonly<
  Record<string, (random: SeededRandom, name: string, value: string) => readonly string[]>
> = {
  'a missing field': () => [],
  'a field of another name': (_random, name, value) => [`${text(`${name}_2`)}:${value}`],
  'a field in other case': (_random, name, value) => [`${text(name.toUpperCase())}:${value}`],
  'a duplicate key': (_random, name, value) => [`${text(name)}:null`, `${text(name)}:${value}`],
  'a duplicate key of another type': (_random, name, value) => [`${text(name)}:${value}`, `${text(name)}:[{}]`],
  'a key of the prototype': (_random, name, value) => [
    `"__proto__":{"${name}":null,"polluted":true}`,
    `${text(name)}:${value}`,
  ],
  'a constructor key': (_random, name, value) => [
    '"constructor":{"prototype":{"polluted":true}}',
    `${text(name)}:${value}`,
  ],
  'fields that nobody knows': (_random, name, value) => [`"new_${name}":{"a":[1]}`, `${text(name)}:${value}`],
};

/** The answer with one place in it changed. */
export function mutateJson(random: SeededRandom, json: unknown): MutatedJson {
  const paths = pathsOf(json);
  const path = random.pick(paths);
  const place = path.length === 0 ? 'the whole' : path.join('.');
  if (path.length > 0 && typeof path.at(-1) === 'string' && random.chance(0.3)) {
    const name = random.pick(Object.keys(MEMBER_CHANGES));
    return { text: write(json, path, { member: MEMBER_CHANGES[name]!, random }), name: `${name} at ${place}` };
  }
  const name = random.pick(Object.keys(VALUE_CHANGES));
  return { text: write(json, path, { value: VALUE_CHANGES[name]!, random }), name: `${name} at ${place}` };
}

interface Planned {
  readonly random: SeededRandom;
  readonly value?: Change;
  readonly member?: (random: SeededRandom, name: string, value: string) => readonly string[];
}

/** By hand, because duplicate keys and numbers out of range cannot be written by `JSON.stringify`. */
function write(value: unknown, path: Path, planned: Planned): string {
  if (path.length === 0) return planned.value === undefined ? text(value) : planned.value(planned.random, value);
  const [step, ...rest] = path;
  if (Array.isArray(value)) {
    return `[${value.map((inner: unknown, index) => (index === step ? write(inner, rest, planned) : text(inner))).join(',')}]`;
  }
  if (typeof value !== 'object' || value === null) return text(value);
  const members = Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    if (name !== step) return [`${text(name)}:${text(inner)}`];
    if (rest.length === 0 && planned.member !== undefined) return planned.member(planned.random, name, text(inner));
    return [`${text(name)}:${write(inner, rest, planned)}`];
  });
  return `{${members.join(',')}}`;
}

const MOST_PATHS = 500;

function pathsOf(json: unknown): Path[] {
  const found: Path[] = [[]];
  const open: [unknown, Path][] = [[json, []]];
  while (open.length > 0 && found.length < MOST_PATHS) {
    const [value, path] = open.shift()!;
    if (typeof value !== 'object' || value === null) continue;
    const members: [string | number, unknown][] = Array.isArray(value)
      ? value.slice(0, 5).map((inner: unknown, index): [number, unknown] => [index, inner])
      : Object.entries(value);
    for (const [name, inner] of members) {
      found.push([...path, name]);
      open.push([inner, [...path, name]]);
    }
  }
  return found;
}
