import { setTimeout as sleep } from 'node:timers/promises';

/** Vendors' sandboxes buy labels and post invoices within seconds; more is not waited for. */
const LONGEST_WAIT_MS = 20_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/** Reads until the system has come to an end with it, or the time is up; gives what it read last. */
export async function settled<Result>(
  read: () => Promise<Result>,
  isSettled: (result: Result) => boolean,
): Promise<Result> {
  const deadline = Date.now() + LONGEST_WAIT_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const result = await read();
    if (isSettled(result) || Date.now() + pause > deadline) return result;
    await sleep(pause);
  }
}
