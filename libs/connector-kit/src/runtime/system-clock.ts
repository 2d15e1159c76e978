import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../stores/stores';
import { currentCallScope } from './call-scope';

/** The real time. Pauses end, with the reason as the error, when the running call is given up. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms) => {
    await sleep(ms, undefined, { signal: currentCallScope()?.signal });
  },
};
