import type { Database } from '@crossdock/flow-engine';
import type { RepeatedWork } from '../errors/error-work';
import { FigureFollower } from './figure-follower';

const FOLLOW_EVERY_MS = 2_000;

/** What the leader does about figures, again and again. */
export function figureWork(database: Database): RepeatedWork[] {
  const follower = new FigureFollower(database);
  return [{ name: 'Adding up the figures', everyMs: FOLLOW_EVERY_MS, work: async () => follower.pass() }];
}
