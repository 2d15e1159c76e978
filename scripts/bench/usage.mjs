// What processes use, from /proc: only Linux has it, elsewhere the figures are null.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const HAS_PROC = existsSync('/proc/self/stat');
const MS_PER_TICK = HAS_PROC
  ? 1_000 / Number(spawnSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).stdout || 100)
  : 0;
const SAMPLE_EVERY_MS = 200;

/** Fields of `/proc/<pid>/stat` from the state on; null when the process is gone. */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program comes before and may hold anything.
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

const ticks = (stat, ...at) => at.reduce((sum, index) => sum + Number(stat[index]), 0);

/** @returns {number | null} CPU time so far of these processes, user and system, in ms */
export function cpuMs(pids) {
  if (!HAS_PROC) return null;
  return pids.reduce((sum, pid) => sum + ticks(statOf(pid) ?? [], 11, 12) * MS_PER_TICK, 0);
}

/** The same for a PostgreSQL server with all its processes, those that have ended included. */
export function serverCpuMs(pid) {
  if (!HAS_PROC) return null;
  let sum = ticks(statOf(pid), 11, 12, 13, 14);
  for (const entry of readdirSync('/proc')) {
    const stat = /^\d+$/.test(entry) ? statOf(entry) : null;
    if (stat !== null && Number(stat[1]) === pid) sum += ticks(stat, 11, 12);
  }
  return sum * MS_PER_TICK;
}

/** Looks at the resident memory of these processes from now on; `stop()` answers the highest sum in MiB. */
export function watchMemory(pids) {
  let highest = 0;
  const look = () => {
    const kib = pids.map((pid) => {
      try {
        return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
      } catch {
        return 0;
      }
    });
    highest = Math.max(highest, kib.reduce((sum, one) => sum + one, 0) / 1_024);
  };
  look();
  const timer = setInterval(look, SAMPLE_EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      return HAS_PROC ? highest : null;
    },
  };
}
