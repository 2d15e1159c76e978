// When is all of it over? When no work is left but reading feeds, and no order waits for anything.
import { setTimeout as sleep } from 'node:timers/promises';

const LOOKS_IN_A_ROW = 3;
const LOOK_EVERY_MS = 1_000;
const SAY_EVERY_MS = 15_000;

const LEFT = `select connection_id as connection, step, state, count(*)::int as jobs,
    min(greatest(0, extract(epoch from due_at - now())))::int as "dueInS"
  from sync_job where kind <> 'poll' and state in ('ready', 'queued', 'running', 'waiting') group by 1, 2, 3 order by 4 desc`;

/** @returns {Promise<{quiet: boolean, afterMs: number, left: object[]}>} `left` says what was not done by then */
export async function untilQuiet(database, { withinMs, say }) {
  const from = Date.now();
  let left = [];
  let quietLooks = 0;
  let saidAt = from;
  while (Date.now() - from < withinMs) {
    left = await database.query(LEFT);
    quietLooks = left.length === 0 ? quietLooks + 1 : 0;
    if (quietLooks >= LOOKS_IN_A_ROW) return { quiet: true, afterMs: Date.now() - from, left };
    if (Date.now() - saidAt > SAY_EVERY_MS) {
      saidAt = Date.now();
      const jobs = left.reduce((sum, row) => sum + row.jobs, 0);
      const [most] = left;
      say(
        `  ${jobs} jobs left${most === undefined ? '' : `, most of them ${most.step} at ${most.connection} (${most.state})`}`,
      );
    }
    await sleep(LOOK_EVERY_MS);
  }
  return { quiet: false, afterMs: Date.now() - from, left };
}
