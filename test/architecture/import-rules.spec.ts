import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { INNOCENT_FILES, PLANTED_VIOLATIONS } from './planted-violations';

const ROOT = path.resolve(__dirname, '../..');
const CONFIGURATION = path.join(ROOT, '.dependency-cruiser.cjs');
const FOLDERS = ['apps', 'libs', 'migrations', 'test'];

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

describe('the import rules', () => {
  let tree: string;

  beforeAll(() => {
    tree = mkdtempSync(path.join(tmpdir(), 'crossdock-imports-'));
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(tree, 'node_modules'));
    for (const [file, source] of Object.entries(INNOCENT_FILES)) write(file, source);
    for (const { file, source } of PLANTED_VIOLATIONS) write(file, source);
  });
  afterAll(() => {
    rmSync(tree, { recursive: true });
  });

  function write(file: string, source: string): void {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    writeFileSync(path.join(tree, file), source);
  }

  function violations(): readonly Violation[] {
    const tool = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = [tool, ...FOLDERS, '--config', CONFIGURATION, '--output-type', 'json'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8' });
    if (stdout === '') throw new Error(stderr);
    return (JSON.parse(stdout) as { summary: { violations: readonly Violation[] } }).summary.violations;
  }

  it('each report the violation that is planted for them, and no other file', () => {
    const reported = violations()
      .map(({ rule, from }) => `${rule.name}: ${from}`)
      .sort();
    expect(reported).toEqual(PLANTED_VIOLATIONS.map(({ rule, file }) => `${rule}: ${file}`).sort());
  });

  it('all have a planted violation', async () => {
    const { forbidden } = (await import(CONFIGURATION)).default as { forbidden: readonly { readonly name: string }[] };
    expect(forbidden.map(({ name }) => name).sort()).toEqual(PLANTED_VIOLATIONS.map(({ rule }) => rule).sort());
  });
});
