import { brokenSeeds } from './broken-seeds';
import type { Statement } from './memory-statements';
import { simulate } from './simulate';

/** With the seeds of `more-seeds.spec.ts`, which another core runs meanwhile, ten thousand. */
const SEEDS = Number(process.env.SIMULATION_SEEDS ?? 5_000);
const FIRST = Number(process.env.SIMULATION_FIRST ?? 1);
const TIMEOUT_MS = 3_600_000;

describe('the engine, simulated', () => {
  it(
    `keeps what it promises in ${SEEDS} runs of kills, freezes, lost answers, lost queues and impatient people`,
    async () => {
      expect(await brokenSeeds(SEEDS, FIRST)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it('does the same twice for the same seed', async () => {
    const [first, second] = [await trace(7), await trace(7)];
    expect(second).toEqual(first);
    expect(await trace(8)).not.toEqual(first);
  });
});

/** Everything that a run asks its tables, in order. */
async function trace(seed: number): Promise<string[]> {
  const asked: string[] = [];
  const note =
    (name: string, statement: Statement): Statement =>
    (tables, values, now) => {
      asked.push(`${now} ${name} ${JSON.stringify(values.slice(0, 2))}`);
      return statement(tables, values, now);
    };
  await simulate(seed, { wrap: note });
  return asked;
}
