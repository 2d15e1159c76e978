import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { connectors } from '../../apps/hub/src/connectors';
import { Campaign, subjects, type CampaignResult, type Finding } from './campaign';

/** The short part of every test run; `FUZZ_CASES=100000 FUZZ_SEED=7` makes it a campaign. */
const CASES = Number(process.env.FUZZ_CASES ?? 3_000);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** One case of the seed alone by its number, or those of a range such as `100-140`. */
const ONLY = process.env.FUZZ_CASE?.split('-').map(Number) ?? null;
const numbersOf = ([first = 0, last = first]: readonly number[]): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
const TIMEOUT_MS = 30_000 + CASES * 20;
const MOST_SHOWN = Number(process.env.FUZZ_SHOWN ?? 20);
/** What caches and compiled code may take between the first tenth of a campaign and its end. */
const MOST_GROWTH_BYTES = 120 * 1024 * 1024;

const described = ({ number, subject, operation, mutation, faults }: Finding): string =>
  [
    `${subject} ${operation}: ${mutation}`,
    ...faults.map((fault) => `  ${fault}`),
    `  alone: FUZZ_SEED=${SEED} FUZZ_CASE=${number} npx jest --selectProjects integration --testPathPatterns test/fuzz/malformed`,
  ].join('\n');

function table({ counts }: CampaignResult): string {
  return [...counts]
    .sort(([first], [second]) => first.localeCompare(second))
    .map(([subject, outcomes]) => {
      const words = [...outcomes]
        .sort(([, first], [, second]) => second - first)
        .map(([word, count]) => `${word} ${count}`);
      return `${subject}: ${words.join(', ')}`;
    })
    .join('\n');
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe('malformed answers and webhooks', () => {
  let campaign: Campaign;
  let result: CampaignResult;
  let growth = 0;

  beforeAll(async () => {
    campaign = await Campaign.start();
    const numbers = numbersOf(ONLY ?? [0, CASES - 1]);
    const warm = numbers.splice(0, ONLY === null ? Math.ceil(CASES / 10) : 0);
    const first = await campaign.run(SEED, warm);
    const before = heapUsed();
    const second = await campaign.run(SEED, numbers);
    growth = heapUsed() - before;
    result = merged(first, second);
    if (ONLY !== null || process.env.FUZZ_CASES !== undefined)
      process.stderr.write(`${table(result)}\nheap +${Math.round(growth / 1024)} KiB\n`);
  }, TIMEOUT_MS);
  afterAll(async () => campaign.stop());

  it('are tried on every connector of the hub', () => {
    const fuzzed = new Set(subjects.map(({ connector }) => connector.manifest.system));
    expect(connectors.map(({ manifest }) => manifest.system).filter((system) => !fuzzed.has(system))).toEqual([]);
  });

  it('are tried on operations that work as long as nothing is malformed', async () => {
    expect(await campaign.healthy()).toEqual([]);
  });

  it('end as a value of the port’s shape or as an error that says what to do next', () => {
    const shown = result.findings.slice(0, MOST_SHOWN).map(described).join('\n\n');
    expect(`${result.findings.length} of ${result.cases} cases\n${shown}`).toBe(`0 of ${result.cases} cases\n`);
  });

  it('leave nothing behind in memory', () => {
    expect(growth).toBeLessThan(MOST_GROWTH_BYTES);
  });
});

function merged(first: CampaignResult, second: CampaignResult): CampaignResult {
  const counts = new Map([...second.counts].map(([subject, outcomes]) => [subject, new Map(outcomes)]));
  for (const [subject, outcomes] of first.counts) {
    const sum = counts.get(subject) ?? new Map<string, number>();
    for (const [word, count] of outcomes) sum.set(word, (sum.get(word) ?? 0) + count);
    counts.set(subject, sum);
  }
  return { cases: first.cases + second.cases, counts, findings: [...first.findings, ...second.findings] };
}
