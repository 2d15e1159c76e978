import { simulate, type SimulationOptions } from './simulate';

const MOST = 3;

/** Runs `count` seeds. What is broken at the first seeds where something is, at most three of them, one line each. */
export async function brokenSeeds(count: number, first: number, options?: SimulationOptions): Promise<string[]> {
  const found: string[] = [];
  for (let seed = first; seed < first + count && found.length < MOST; seed += 1) {
    const { broken } = await simulate(seed, options);
    if (broken.length > 0) found.push(`seed ${seed}: ${broken.join('; ')}`);
  }
  return found;
}
