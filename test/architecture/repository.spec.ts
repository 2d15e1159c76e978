import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MIGRATIONS } from '../../apps/hub/src/data-source';

const ROOT = path.resolve(__dirname, '../..');
const NOT_OURS = new Set(['node_modules', 'dist', 'coverage', '.git', '.data', 'test-results']);
const BINARY = /\.(png|jpg|ico|woff2?|pdf|gz|zip|tsbuildinfo)$/;
const LOCK_FILE = 'package-lock.json';

// Written in pieces, so that this file does not find itself.
const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    'a folder of one computer',
    new RegExp(`(^|[\\s"'\`(=])/(${['work', 'root', 'Users', 'tmp/brief'].join('|')})[/s]`, 'm'),
  ],
  ['a package registry', new RegExp(['registry', '(npmjs|yarnpkg)'].join('\\.'))],
  ['unfinished work', new RegExp(`\\b(${['TO', 'FIX'].join('DO|')}ME)\\b`)],
];

function filesIn(folder: string): readonly string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(file);
    return entry.isFile() && !BINARY.test(entry.name) ? [file] : [];
  });
}

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

describe('the migrations', () => {
  it('are all run by the program, in the order of their times', () => {
    const files = readdirSync(path.join(ROOT, 'migrations')).map((file) => /^\d+/.exec(file)?.[0]);
    expect(MIGRATIONS.map(({ name }) => /\d+$/.exec(name)?.[0])).toEqual([...files].sort());
  });
});

describe('the repository', () => {
  const files = filesIn('.').filter((file) => file !== LOCK_FILE);

  it.each(FORBIDDEN)('has nowhere %s', (_what, pattern) => {
    expect(files.filter((file) => pattern.test(read(file)))).toEqual([]);
  });

  it.each([
    ['a folder of one computer', ['see "', 'root', 'notes.md"'].join('/')],
    ['a package registry', ['https://registry', 'npmjs', 'org'].join('.')],
    ['unfinished work', ['// FIX', 'ME: later'].join('')],
  ])('would see %s', (what, text) => {
    const [, pattern] = FORBIDDEN.find(([name]) => name === what)!;
    expect(pattern.test(text)).toBe(true);
  });

  it('locks packages by version and hash, wherever they are fetched from', () => {
    const { packages } = JSON.parse(read(LOCK_FILE)) as { packages: Record<string, Record<string, unknown>> };
    const installed = Object.entries(packages).filter(
      ([place, { link }]) => place.includes('node_modules/') && link !== true,
    );
    expect(installed.length).toBeGreaterThan(100);
    expect(installed.filter(([, { integrity }]) => typeof integrity !== 'string')).toEqual([]);
    expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});
