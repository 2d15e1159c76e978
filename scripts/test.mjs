// npm test: lint, types and tests; `npm test -- PATTERN` runs only the Jest tests whose path matches.
import { ensureInstalled } from './stack/install.mjs';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { runNpm, runTool } from './stack/command.mjs';
import { Problem } from './stack/problem.mjs';
import { ROOT } from './stack/settings.mjs';
import { seconds } from './stack/stage.mjs';
import { add, countsOf, NOTHING, ONE_FAILED, resultFile, summary } from './stack/tally.mjs';

const patterns = process.argv.slice(2);
let counts = NOTHING;
try {
  await ensureInstalled();
  if (patterns.length === 0) counts = add(counts, await inLanes(checks()));
  const stages = patterns.length === 0 ? [panelTests, tests] : [tests];
  for (const stage of stages) counts = add(counts, await stage());
} catch (error) {
  console.error(error instanceof Problem ? error.message : error);
  counts = add(counts, ONE_FAILED);
}
console.log(summary(counts));
process.exitCode = counts.failed === 0 && (counts.passed > 0 || patterns.length === 0) ? 0 : 1;

function checks() {
  const tools = [
    [
      'Lint',
      () => runTool('eslint/bin/eslint.js', ['.', '--cache', '--cache-location', 'node_modules/.cache/eslint/']),
    ],
    ['Format', () => runTool('prettier/bin/prettier.cjs', ['--check', '.', '--log-level', 'warn'])],
    ['Import rules', () => runNpm(['run', '--silent', 'lint:boundaries'])],
    ['Types', () => runTool('typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json'])],
  ];
  if (hasPanel()) tools.push(['Types of the panel', () => runNpm(['run', '--silent', 'typecheck', '-w', 'admin-ui'])]);
  return tools.map(
    ([name, work]) =>
      () =>
        check(name, work),
  );
}

/** The first check takes as long as all others together: one core for it, one for them. */
async function inLanes([first, ...others]) {
  const lanes = [[first], others].map(async (lane) => {
    let counted = NOTHING;
    for (const work of lane) counted = add(counted, await work());
    return counted;
  });
  return (await Promise.all(lanes)).reduce(add);
}

async function check(name, work) {
  const from = Date.now();
  const { code, output } = await work();
  console.log(`${name} ... ${code === 0 ? 'ok' : 'FAILED'} (${seconds(from)})`);
  if (code === 0) return NOTHING;
  console.log(output.trim());
  return ONE_FAILED;
}

async function panelTests() {
  if (!hasPanel() || !hasFile(path.join(ROOT, 'admin-ui/src'), /\.(test|spec)\.tsx?$/)) return NOTHING;
  const file = resultFile();
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  return count('Tests of the panel', file, () =>
    runNpm(['run', '--silent', 'test', '-w', 'admin-ui', '--', ...reporters], { live: true }),
  );
}

async function tests() {
  const file = resultFile();
  const args = ['--selectProjects', 'unit', 'integration', '--maxWorkers=2', '--json', `--outputFile=${file}`];
  const chosen = patterns.length === 0 ? [] : ['--testPathPatterns', ...patterns];
  return count('Tests', file, () => runTool('jest/bin/jest.js', [...args, ...chosen], { live: true }));
}

async function count(name, file, work) {
  const from = Date.now();
  console.log(`${name} ...`);
  const { code } = await work();
  const counted = countsOf(file, code);
  console.log(`${name} ... ${summary(counted)} (${seconds(from)})`);
  return counted;
}

function hasPanel() {
  return existsSync(path.join(ROOT, 'admin-ui/src'));
}

function hasFile(folder, name) {
  return readdirSync(folder, { recursive: true }).some((file) => name.test(file));
}
