import { spawnSync } from 'node:child_process';
import { startRedis } from '../chaos/redis-queue.mjs';
import { Problem } from '../stack/problem.mjs';

/**
 * The Redis of REDIS_URL, or one of our own where a server is installed; null when there is neither.
 * @returns {Promise<{url: string} | null>}
 * @throws {Problem} when there is none and it was asked for
 */
export async function redisFor({ started, isWanted }) {
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL };
  const program = ['redis-server', 'valkey-server'].find(
    (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
  );
  if (program !== undefined) return started.add(await startRedis(program));
  if (isWanted) throw new Problem('hub-redis needs redis-server or valkey-server on the PATH, or REDIS_URL.');
  return null;
}
