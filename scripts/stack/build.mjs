import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runNpm, runTool } from './command.mjs';
import { Problem } from './problem.mjs';
import { ROOT } from './settings.mjs';
import { stage } from './stage.mjs';

const NOT_BUILT = /\.(spec|int-spec|contract-spec)\.ts$|^README\.md$|\.test\.tsx?$/;
const NOT_ENTERED = new Set(['node_modules', 'dist', 'fixtures', 'testing', 'coverage']);

const PROGRAMS = {
  what: 'hub and sandbox',
  sources: ['apps', 'libs', 'migrations', 'nest-cli.json', 'tsconfig.json', 'package-lock.json'],
  results: ['dist/apps/hub/src/main.js', 'dist/apps/sandbox/src/main.js'],
  stamp: 'dist/.built-from',
  build: () => runTool('@nestjs/cli/bin/nest.js', ['build', '--all']),
};

const PANEL = {
  what: 'panel',
  sources: [
    'admin-ui/index.html',
    'admin-ui/src',
    'admin-ui/public',
    'admin-ui/vite.config.ts',
    'admin-ui/package.json',
    'package-lock.json',
  ],
  results: ['admin-ui/dist/index.html'],
  stamp: 'admin-ui/dist/.built-from',
  build: () => runNpm(['run', 'build', '-w', 'admin-ui']),
};

/** Builds what is missing or was built from other sources. */
export async function ensureBuilt({ panel = true } = {}) {
  for (const part of panel ? [PROGRAMS, PANEL] : [PROGRAMS]) {
    if (!existsSync(path.join(ROOT, part.sources[0]))) continue;
    const sources = digest(part.sources);
    if (isBuilt(part, sources)) continue;
    await stage(`Building ${part.what}`, () => build(part, sources));
  }
}

async function build(part, sources) {
  const { code, output } = await part.build();
  const missing = part.results.find((file) => !existsSync(path.join(ROOT, file)));
  if (code !== 0 || missing !== undefined) {
    const reason = code === 0 ? `${missing} was not made` : output.trim().split('\n').slice(-25).join('\n');
    throw new Problem(`The build of ${part.what} failed:\n${reason}`);
  }
  writeFileSync(path.join(ROOT, part.stamp), sources);
}

function isBuilt(part, sources) {
  if (!part.results.every((file) => existsSync(path.join(ROOT, file)))) return false;
  const stamp = path.join(ROOT, part.stamp);
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === sources;
  // Built by hand, without a stamp: the dates decide.
  const newest = Math.max(...filesOf(part.sources).map((file) => statSync(file).mtimeMs));
  return part.results.every((file) => statSync(path.join(ROOT, file)).mtimeMs > newest);
}

function digest(sources) {
  const hash = createHash('sha256');
  for (const file of filesOf(sources)) {
    hash.update(`${path.relative(ROOT, file)}\n`);
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesOf(sources) {
  return sources
    .map((source) => path.join(ROOT, source))
    .filter((source) => existsSync(source))
    .flatMap(walk)
    .sort();
}

function walk(place) {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return NOT_ENTERED.has(entry.name) ? [] : walk(path.join(place, entry.name));
    return NOT_BUILT.test(entry.name) ? [] : [path.join(place, entry.name)];
  });
}
