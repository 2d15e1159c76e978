import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runNpm } from './command.mjs';
import { Problem } from './problem.mjs';
import { ROOT } from './settings.mjs';
import { stage } from './stage.mjs';

/** Installs what the lock file says, unless exactly that is there already. */
export async function ensureInstalled() {
  const reason = whatIsMissing();
  if (reason === null) return;
  await stage(`Installing packages (${reason})`, async () => {
    const { code, output } = await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund']);
    if (code !== 0) throw new Problem(`npm ci failed:\n${output.trim().split('\n').slice(-15).join('\n')}`);
  });
}

/** The first difference between the lock file and node_modules, in words; null when there is none. */
export function whatIsMissing() {
  if (!existsSync(path.join(ROOT, 'node_modules'))) return 'none are there';
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
  for (const [place, wanted] of Object.entries(packages)) {
    if (!place.includes('node_modules/') || wanted.link === true) continue;
    const found = versionAt(place);
    if (found === wanted.version) continue;
    // Binaries for other platforms are in the lock file and not on this computer.
    if (found === null && (wanted.optional === true || wanted.devOptional === true)) continue;
    const name = place.split('node_modules/').at(-1);
    return found === null ? `${name} is missing` : `${name} ${found} is not ${wanted.version}`;
  }
  return null;
}

function versionAt(place) {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, place, 'package.json'), 'utf8')).version;
  } catch {
    return null;
  }
}
