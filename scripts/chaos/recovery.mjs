// How long it takes until work goes on: after a kill, after a worker was frozen, after the database was away.
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 200;
const READY_WITHIN_MS = 120_000;

export class Recovery {
  /** After a worker was killed: until none of its jobs is held by the dead any more. Only where it held some. */
  afterKills = [];
  /** Until every job that it held was taken by another worker, or needed nobody any more. */
  untilRunAgain = [];
  killsWithoutWork = 0;
  /** After the database was back: until every process is ready and an order was accepted. */
  afterDatabase = [];
  #open = new Set();
  #stopped = false;
  #loop = Promise.resolve();

  /** @param {import('./database.mjs').Database} database */
  constructor(database) {
    this.database = database;
  }

  start() {
    this.#loop = this.#run();
  }

  async stop() {
    this.#stopped = true;
    await this.#loop;
  }

  /** A worker is gone, or stands still. Its name in leases holds its process number. */
  workerGone(pid) {
    this.#open.add({ pid, at: Date.now(), jobs: null, freed: false });
  }

  /** @param {{fleet: import('./fleet.mjs').Fleet, place: () => Promise<unknown>}} options */
  async databaseBack({ fleet, place }) {
    const from = Date.now();
    const [isReady] = await Promise.all([fleet.untilEachWasReady(READY_WITHIN_MS), place()]);
    this.afterDatabase.push(isReady ? Date.now() - from : READY_WITHIN_MS);
    return this.afterDatabase.at(-1);
  }

  async #run() {
    while (!this.#stopped) {
      for (const gone of [...this.#open]) {
        // The database may be away; then the next look says more.
        await this.#look(gone).catch(() => {});
      }
      await sleep(LOOK_EVERY_MS);
    }
  }

  async #look(gone) {
    if (gone.jobs === null) {
      const rows = await this.database.query(
        `select id::text, fence::text from sync_job where state = 'running' and worker like $1`,
        [`%:${gone.pid}:%`],
      );
      gone.jobs = rows;
      if (rows.length > 0) return;
      this.killsWithoutWork += 1;
      this.#open.delete(gone);
      return;
    }
    if (!gone.freed) await this.#lookForFreed(gone);
    else await this.#lookForRunning(gone);
  }

  async #lookForFreed(gone) {
    const [{ held }] = await this.database.query(
      `select count(*)::int as held from sync_job where state = 'running' and worker like $1`,
      [`%:${gone.pid}:%`],
    );
    if (held > 0) return;
    gone.freed = true;
    this.afterKills.push(Date.now() - gone.at);
  }

  async #lookForRunning(gone) {
    const [{ left }] = await this.database.query(
      `select count(*)::int as left from sync_job j join unnest($1::bigint[], $2::bigint[]) as held(id, fence)
         on held.id = j.id where j.fence = held.fence and j.state in ('ready', 'queued', 'running')`,
      [gone.jobs.map(({ id }) => id), gone.jobs.map(({ fence }) => fence)],
    );
    if (left > 0) return;
    this.untilRunAgain.push(Date.now() - gone.at);
    this.#open.delete(gone);
  }
}

/** `{p50, max}` of a list of milliseconds; nulls when it is empty. */
export function spread(values) {
  if (values.length === 0) return { p50: null, max: null };
  const sorted = [...values].sort((first, second) => first - second);
  return { p50: sorted[Math.floor((sorted.length - 1) / 2)], max: sorted.at(-1) };
}
