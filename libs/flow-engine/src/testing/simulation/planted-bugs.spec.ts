import { RENEW, CLAIM, SETTLE } from '../../persistence/job-store';
import { FREE_ORPHANED } from '../../queue/sweeper';
import { brokenSeeds } from './broken-seeds';
import { claimWhere, settleWhere } from './memory-statements';
import type { SimulationOptions } from './simulate';

const TIMEOUT_MS = 600_000;
/** A planted bug that takes more seeds than this would be found too late. */
const SEEDS = 3_000;

describe('a bug planted in the engine is found by the simulation:', () => {
  const planted: [string, SimulationOptions][] = [
    ['a worker that was frozen after its look-up goes on', { blind: true, sleepy: true }],
    ['an outcome is stored without asking for the fence', { planted: [[SETTLE, settleWhere(() => true)]] }],
    [
      'a job that another worker has is claimed as well',
      {
        planted: [[CLAIM, claimWhere((job) => ['queued', 'running'].includes(job.state))]],
      },
    ],
    [
      'a job whose worker died is done again without a look-up',
      {
        planted: [
          [
            FREE_ORPHANED,
            (tables, _values, now) =>
              tables.changeJobs(
                (job) => job.state === 'running' && (job.leaseUntil ?? now) < now,
                () => ({ state: 'ready', starts: 0, worker: null, leaseUntil: null }),
              ),
          ],
        ],
      },
    ],
    ['look-ups see nothing', { finds: false }],
    ['claims are not renewed', { planted: [[RENEW, () => []]] }],
  ];

  it.each(planted)(
    '%s',
    async (_name, options) => {
      expect(await brokenSeeds(SEEDS, 1, options)).not.toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'and nothing is found where workers fall asleep over their look-ups but see the time when they wake up',
    async () => {
      expect(await brokenSeeds(1_000, 1, { sleepy: true })).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
