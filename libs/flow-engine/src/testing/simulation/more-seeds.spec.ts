import { brokenSeeds } from './broken-seeds';

const SEEDS = 5_000;
const FIRST = 5_001;
const TIMEOUT_MS = 600_000;

describe('the engine, simulated further', () => {
  it(
    `keeps what it promises in ${SEEDS} more runs`,
    async () => {
      expect(await brokenSeeds(SEEDS, FIRST)).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
