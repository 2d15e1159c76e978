import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { Problem } from '../stack/problem.mjs';
import { SYSTEMS } from './plan.mjs';

export const USAGE = `npm run chaos -- [options]
  --kills N             kill -9 so many times (50)
  --seed S              the same seed breaks the same things in the same order (by the clock)
  --seconds-between X   mean pause between two faults (1.5)
  --orders-per-second X orders that arrive meanwhile (3)
  --backend B           postgres, or redis when a Redis or Valkey server is installed (postgres)
  --csv FILE            orders of a file are imported meanwhile, as an operator would
  --settle-minutes X    how long all may take to become quiet afterwards (8, and more after many kills)
  --outage SYSTEM       instead of the campaign: this system refuses all connections ...
  --seconds N           ... for so long (60)
  --json FILE           the result for programs
  --write-docs          the result into docs/reliability.md
  --keep                data and logs are kept in any case`;

/** @throws {Problem} for what cannot be understood */
export function readOptions(args) {
  const given = parsed(args);
  const options = {
    help: given.help,
    kills: number(given, 'kills', 0, 100_000),
    seed: given.seed === undefined ? Date.now() % 1_000_000 : number(given, 'seed', 0, 4_294_967_295),
    secondsBetween: number(given, 'seconds-between', 0.05, 600),
    ordersPerSecond: number(given, 'orders-per-second', 0.1, 200),
    settleMinutes:
      given['settle-minutes'] === undefined
        ? settleMinutesAfter(Number(given.kills))
        : number(given, 'settle-minutes', 0.1, 240),
    seconds: number(given, 'seconds', 5, 7_200),
    backend: choice(given, 'backend', ['postgres', 'redis']),
    outage: given.outage === undefined ? null : choice(given, 'outage', SYSTEMS),
    csv: given.csv ?? null,
    json: given.json ?? null,
    writeDocs: given['write-docs'],
    keep: given.keep,
  };
  return { ...options, redisServer: options.backend === 'redis' ? redisServer() : null };
}

/** Work piles up while workers are killed: what a dead worker held keeps its place in its connection's window for a while. */
function settleMinutesAfter(kills) {
  return 8 + kills / 40;
}

function parsed(args) {
  const text = (value) => ({ type: 'string', ...(value === undefined ? {} : { default: value }) });
  const flag = { type: 'boolean', default: false };
  const known = {
    kills: text('50'),
    seed: text(),
    'seconds-between': text('1.5'),
    'orders-per-second': text('3'),
    'settle-minutes': text(),
    seconds: text('60'),
    backend: text('postgres'),
    outage: text(),
    csv: text(),
    json: text(),
    'write-docs': flag,
    keep: flag,
    help: flag,
  };
  try {
    return parseArgs({ args, options: known }).values;
  } catch (error) {
    throw new Problem(`${error.message}\n${USAGE}`);
  }
}

function number(given, name, least, most) {
  const value = Number(given[name]);
  if (Number.isFinite(value) && value >= least && value <= most) return value;
  throw new Problem(`--${name} is "${given[name]}": it must be a number from ${least} to ${most}.`);
}

function choice(given, name, choices) {
  if (choices.includes(given[name])) return given[name];
  throw new Problem(`--${name} is "${given[name]}": it must be one of ${choices.join(', ')}.`);
}

function redisServer() {
  const found = ['redis-server', 'valkey-server'].find(
    (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0,
  );
  if (found !== undefined) return found;
  throw new Problem('--backend redis needs redis-server or valkey-server on the PATH.');
}
