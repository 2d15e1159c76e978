import { brokenAtRest, FinalStates, nameOf } from './invariants';
import type { Statement } from './memory-statements';
import { SeededRandom } from './seeded-random';
import { memoryStorage, type Storage } from './storage';
import { World } from './world';

export interface Simulation {
  readonly seed: number;
  /** What must not be, one line each. */
  readonly broken: readonly string[];
  /** The simulated time at the end, and what became of every job, by name. */
  readonly endedAt: number;
  readonly jobs: readonly string[];
}

export interface SimulationOptions {
  /** Statements that are wrong on purpose. */
  readonly planted?: readonly (readonly [string, Statement])[];
  /** Put around every statement, to listen. */
  readonly wrap?: (name: string, statement: Statement) => Statement;
  /** Workers never notice that time has passed. */
  readonly blind?: boolean;
  /** Processes often fall asleep over a look-up, and for long. */
  readonly sleepy?: boolean;
  /** False: look-ups see nothing. */
  readonly finds?: boolean;
  /** Where the tables are; in memory when it is left out. */
  readonly storage?: (clock: { readonly now: number }) => Storage;
}

const STEPS = 70;
const START = 1_800_000_000_000;

/** One run: things happen in an order and with faults that the seed decides, then all is mended and looked at. */
export async function simulate(
  seed: number,
  { planted, finds, blind, sleepy, storage, wrap }: SimulationOptions = {},
): Promise<Simulation> {
  const random = new SeededRandom(seed);
  const clock = { now: START };
  const tables = storage?.(clock) ?? memoryStorage(() => clock.now, planted, wrap);
  const world = new World(random, tables, clock, {
    finds: finds !== false,
    blind: blind === true,
    sleepy: sleepy === true,
  });
  const final = new FinalStates();
  // The spread of retries is part of the run.
  const chance = Math.random;
  Math.random = () => random.next();
  try {
    for (let step = 0; step < STEPS; step += 1) {
      await world.step();
      await final.look(tables);
    }
    const isAtRest = await world.comeToRest();
    await final.look(tables);
    const broken = [...final.broken, ...(await brokenAtRest(tables, world.remote))];
    const jobs = (await tables.jobs()).map((job) => `${nameOf(job)} ${job.state}, fence ${job.fence}`).sort();
    return { seed, broken: isAtRest ? broken : ['It does not come to rest.', ...broken], endedAt: clock.now, jobs };
  } finally {
    Math.random = chance;
  }
}
