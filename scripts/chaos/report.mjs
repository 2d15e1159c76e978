// The result for people: on the screen, and in docs/reliability.md.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../stack/settings.mjs';

const PAGE = 'docs/reliability.md';
const MARKS = { from: '<!-- last result -->', to: '<!-- end of last result -->' };
const SHOWN = 40;
export const TARGETS = { recoveryMs: 20_000, databaseBackMs: 30_000 };

export function table(rows) {
  const wide = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(wide)}  ${value}`).join('\n');
}

export function campaignRows(result) {
  return [
    ['seed', String(result.seed)],
    ['kills', `${result.kills} (${listed(result.killsByRole)})`],
    ['other faults', listed(result.faults)],
    ['faults met at the systems', String(total(Object.values(result.used).map((used) => total(Object.values(used)))))],
    ['time', `${result.seconds} s`],
    ['orders', `${result.orders} (${listed(result.byStatus)})`],
    ['lost', String(result.lost)],
    ['duplicated', String(result.duplicated)],
    ['in front of a person', String(result.attention.length)],
    ['invariants broken', String(result.broken.length)],
    ["a killed worker's jobs are free again", `${span(result.recoveryMs)} (target ${seconds(TARGETS.recoveryMs)})`],
    ['... and run again', span(result.runAgainMs)],
    ['ready after the database is back', `${span(result.databaseBackMs)} (target ${seconds(TARGETS.databaseBackMs)})`],
    [
      'answers while it is away',
      `${listed(result.whileDatabaseAway.answers)}; longest ${result.whileDatabaseAway.longestMs} ms`,
    ],
    ['sent again / with another body', `${result.repeated} / ${result.alteredRefused}`],
    ['old webhooks sent again', `${result.hooks.replayed} (${listed(result.hooks.answers)})`],
    ['answers of the API', listed(result.answers)],
  ];
}

export function printCampaign(result, say) {
  say(`\n${table(campaignRows(result))}\n`);
  for (const { order, reason } of result.attention.slice(0, SHOWN)) say(`needs a person: ${order}: ${reason}`);
  printBroken(result, say);
}

export function printBroken({ broken, seed }, say) {
  for (const { invariant, order, text } of broken.slice(0, SHOWN)) {
    say(`BROKEN ${invariant} (seed ${seed})${order === null ? '' : ` order ${order}`}: ${text}`);
  }
  if (broken.length > SHOWN) say(`... and ${broken.length - SHOWN} more`);
}

export function writeDocs(result, command) {
  const file = path.join(ROOT, PAGE);
  const page = readFileSync(file, 'utf8');
  const [before, rest] = page.split(MARKS.from);
  const [, after] = rest.split(MARKS.to);
  const rows = [['commit', commit()], ['when', new Date().toISOString().slice(0, 10)], ...campaignRows(result)];
  const wide = [0, 1].map((column) => Math.max(8, ...rows.map((row) => row[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(wide[column])).join(' | ')} |`;
  const rule = `| ${wide.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const text = ['```sh', command, '```', '', line(['what', 'measured']), rule, ...rows.map(line)].join('\n');
  writeFileSync(file, `${before}${MARKS.from}\n\n${text}\n\n${MARKS.to}${after}`);
}

function commit() {
  const { stdout } = spawnSync('git', ['--no-optional-locks', 'describe', '--always', '--dirty', '--exclude=*'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return stdout?.trim() || 'unknown';
}

const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);
export const seconds = (ms) => (ms === null ? '–' : `${(ms / 1_000).toFixed(1)} s`);
const span = ({ p50, max }) => `p50 ${seconds(p50)}, longest ${seconds(max)}`;

function listed(counts) {
  const entries = Object.entries(counts);
  return entries.length === 0 ? 'none' : entries.map(([name, count]) => `${count} ${name}`).join(', ');
}
