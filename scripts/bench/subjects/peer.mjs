import path from 'node:path';
import { freePort } from '../../stack/ports.mjs';
import { ensureDatabase } from '../../stack/postgres.mjs';
import { startProgram } from '../../stack/processes.mjs';
import { ROOT } from '../../stack/settings.mjs';
import { untilAnswers } from '../until-answers.mjs';

/**
 * Starts the floor or DBOS, each a program of one process with a door of its own.
 * @param {'floor' | 'dbos'} name
 */
export async function startPeer(name, { dataDir, started, server, standIn }) {
  const port = await freePort();
  await ensureDatabase(server, name);
  const program = startProgram({
    name,
    file: path.join(ROOT, `scripts/bench/subjects/${name}.mjs`),
    env: { BENCH_PORT: String(port), STAND_IN_URL: standIn.url, DATABASE_URL: server.url(name) },
    logFile: path.join(dataDir, `${name}.log`),
  });
  started.add(program, 'KILL');
  const url = `http://127.0.0.1:${port}/orders`;
  await untilAnswers(url, program);
  return { intake: { url, headers: {} }, pids: [program.pid], stop: () => program.stop() };
}
