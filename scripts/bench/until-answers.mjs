import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../stack/problem.mjs';

const WITHIN_MS = 60_000;

/** Waits until the address answers 2xx. @throws {Problem} when the program ends before that, or takes too long */
export async function untilAnswers(url, program) {
  let hasEnded = false;
  void program.exited.then(() => (hasEnded = true));
  for (const deadline = Date.now() + WITHIN_MS; ; await sleep(50)) {
    const isThere = await fetch(url, { signal: AbortSignal.timeout(3_000) }).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.ok;
      },
      () => false,
    );
    if (isThere) return;
    if (hasEnded) throw new Problem(`${program.name ?? url} ended at its start.${program.lastWords()}`);
    if (Date.now() > deadline) throw new Problem(`${url} does not answer.${program.lastWords()}`);
  }
}
