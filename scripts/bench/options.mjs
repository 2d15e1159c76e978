import { parseArgs } from 'node:util';
import { Problem } from '../stack/problem.mjs';

export const SUBJECTS = ['floor', 'dbos', 'hub-postgres', 'hub-redis'];

export const USAGE = `npm run bench -- [options]
  --orders N      orders of each measurement (3000)
  --rate N        orders a second that are offered (as many as 32 clients can place)
  --only LIST     of ${SUBJECTS.join(', ')} (all)
  --backend B     postgres or redis: the hub with this queue only
  --workers N     the hub as one process for the API, N workers and one scheduler (one process for everything)
  --history N     measure the hub a second time, with N orders of the past in its database
  --lists N       time the panel's lists with N sync jobs in the database ...
  --explain       ... and show how PostgreSQL finds them
  --statements    show what PostgreSQL does for an order, statement by statement
  --profile       keep a CPU profile of each of the hub's processes
  --other URL     measure something else as well: orders are placed by POST to this address ...
  --other-pid N   ... its process, for what it uses (may be given several times)
  --stand-in N    port of the stand-in for the five systems (any free one)
  --json FILE     the result for programs`;

/** @throws {Problem} for what cannot be understood */
export function readOptions(args) {
  const given = parsed(args);
  const backend = given.backend === undefined ? null : choice(given, 'backend', ['postgres', 'redis']);
  const other = given.other === undefined ? null : address(given.other);
  return {
    help: given.help,
    orders: whole(given, 'orders', 1, 1_000_000) ?? 3_000,
    rate: whole(given, 'rate', 1, 100_000),
    workers: whole(given, 'workers', 1, 64),
    history: whole(given, 'history', 1, 10_000_000),
    lists: whole(given, 'lists', 1, 100_000_000),
    standInPort: whole(given, 'stand-in', 1, 65_535),
    explain: given.explain,
    statements: given.statements,
    profile: given.profile,
    json: given.json ?? null,
    other,
    otherPids: (given['other-pid'] ?? []).map(Number),
    subjects: subjectsOf(given.only, backend, other),
    isRedisWanted: backend === 'redis' || (given.only ?? '').includes('hub-redis'),
  };
}

function parsed(args) {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  const texts = ['orders', 'rate', 'only', 'backend', 'workers', 'history', 'lists', 'other', 'stand-in', 'json'];
  const known = {
    ...Object.fromEntries(texts.map((name) => [name, text])),
    'other-pid': { type: 'string', multiple: true },
    explain: flag,
    profile: flag,
    statements: flag,
    help: flag,
  };
  try {
    return parseArgs({ args, options: known }).values;
  } catch (error) {
    throw new Problem(`${error.message}\n${USAGE}`);
  }
}

function subjectsOf(only, backend, other) {
  const wanted = only === undefined ? SUBJECTS : only.split(',').filter((name) => name !== '');
  for (const name of wanted) {
    if (!SUBJECTS.includes(name)) throw new Problem(`--only: "${name}" is none of ${SUBJECTS.join(', ')}.`);
  }
  const kept = SUBJECTS.filter((name) => wanted.includes(name)).filter(
    (name) => backend === null || !name.startsWith('hub-') || name === `hub-${backend}`,
  );
  return other === null ? kept : [...kept, 'other'];
}

function whole(given, name, least, most) {
  if (given[name] === undefined) return null;
  const value = Number(given[name]);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Problem(`--${name} is "${given[name]}": it must be a whole number from ${least} to ${most}.`);
}

function choice(given, name, choices) {
  if (choices.includes(given[name])) return given[name];
  throw new Problem(`--${name} is "${given[name]}": it must be one of ${choices.join(', ')}.`);
}

function address(text) {
  if (URL.canParse(text) && new URL(text).protocol === 'http:') return text;
  throw new Problem(`--other is "${text}": it must be an address that starts with http://.`);
}
