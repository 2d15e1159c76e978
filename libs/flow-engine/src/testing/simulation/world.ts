import { WAKE } from '../../persistence/job-store';
import type { TransactionalSql } from '../../persistence/sql';
import { startFlow } from '../../persistence/start-flow';
import type { JobState } from '../../planning/plan';
import type { Lane } from '../../definition/lane';
import { Dispatcher } from '../../queue/dispatcher';
import { Sweeper } from '../../queue/sweeper';
import type { JobBatch } from '../../queue/transport';
import { ActionRefused, OperatorActions } from '../../repair/operator-actions';
import { nameOf } from './invariants';
import { AnswerLost, ConnectionCut, type Link } from './memory-database';
import type { SeededRandom } from './seeded-random';
import { documentOf, documentsBefore, isIdempotent, simulatedFlow } from './simulated-flow';
import { SimulatedProcess } from './simulated-process';
import { SimulatedRemote, type PendingCall } from './simulated-remote';
import type { Storage } from './storage';
import { STORE_SUBJECT } from './subject-statements';

const ORDERS = 3;
const PROCESSES = 3;
const UNDERWAY: readonly JobState[] = ['ready', 'queued', 'running', 'waiting'];
/** Time passes in steps that are shorter than the pause between two heartbeats. */
const TICK_MS = 2_500;
/** How many empty turns of the event loop mean that nothing goes on any more. */
const QUIET_TURNS = 3;

/** Processes, queue, remote and clock of one run. Everything that happens is picked by one seed. */
export class World {
  private faulty = true;
  readonly remote: SimulatedRemote;
  readonly errors: unknown[] = [];
  private readonly db: TransactionalSql;
  private readonly dispatcher: Dispatcher;
  private readonly sweeper: Sweeper;
  private readonly actions: OperatorActions;
  private readonly flow;
  private queue: JobBatch[] = [];
  private readonly lanes: readonly Lane[];
  private processes: SimulatedProcess[] = [];
  private started = 0;
  private named = 0;
  private nextCommit: 'good' | 'cut' | 'answer lost' = 'good';

  constructor(
    private readonly random: SeededRandom,
    private readonly storage: Storage,
    private readonly clock: { now: number },
    private readonly flaws: { readonly finds: boolean; readonly blind: boolean; readonly sleepy: boolean },
  ) {
    const isDone = async (document: string): Promise<boolean> =>
      (await storage.jobs()).some(
        (job) => job.state === 'done' && documentOf(job.subjectId, job.step, job.item) === document,
      );
    this.remote = new SimulatedRemote(isDone, documentsBefore, isIdempotent);
    this.flow = simulatedFlow(this.remote, 'nobody');
    this.db = storage.connect({ before: async () => undefined, committed: async () => undefined });
    this.lanes = ['reserve', 'bill', 'announce', 'pack'].map((connectionId) => ({
      connectionId,
      window: random.between(1, 6),
    }));
    const flows = new Map([[this.flow.name, this.flow]]);
    const transport = {
      hand: async (batches: readonly JobBatch[]) => {
        const inOrder = [...batches].sort((left, right) => (left.connectionId < right.connectionId ? -1 : 1));
        this.queue.push(...inOrder);
      },
      consume: () => undefined,
      close: async () => undefined,
    };
    const told = (error: unknown): void => void this.errors.push(error);
    this.dispatcher = new Dispatcher(this.db, transport, async () => this.lanes, told);
    this.sweeper = new Sweeper(this.db, flows, () => undefined, told);
    this.actions = new OperatorActions(this.db, flows);
    for (let count = 0; count < PROCESSES; count += 1) this.spawn();
  }

  /** One thing happens. */
  async step(): Promise<void> {
    await this.random.pick(this.possible())();
    await this.quiet();
  }

  /** Everything is mended. Runs until nothing is left to do; false when that takes too long. */
  async comeToRest(): Promise<boolean> {
    await this.mend();
    for (let round = 0; round < 300; round += 1) {
      await this.sweeper.sweep();
      await this.dispatcher.dispatch();
      await this.quiet();
      await this.answerAll();
      const due = await this.storage.nextDue();
      if (due === null && !(await this.storage.jobs()).some(({ state }) => UNDERWAY.includes(state))) return true;
      await this.pass(due === null || due <= this.clock.now ? 1_000 : due - this.clock.now);
    }
    return false;
  }

  private async mend(): Promise<void> {
    this.faulty = false;
    this.nextCommit = 'good';
    for (const process of this.processes) process.thaw();
    if (this.alive().length === 0) this.spawn();
    while (this.started < ORDERS) await this.order();
  }

  private async answerAll(): Promise<void> {
    while (this.queue.length > 0 || this.remote.pending.size > 0) {
      if (this.queue.length > 0) this.deliver();
      const [call] = this.calls();
      if (call !== undefined) this.answer(call);
      await this.quiet();
    }
  }

  private possible(): (() => unknown)[] {
    const { random } = this;
    const things: (() => unknown)[] = [
      async () => this.dispatcher.dispatch(),
      async () => this.dispatcher.dispatch(),
      () => {
        this.takeDue();
      },
      async () => this.sweeper.sweep(),
      async () => this.pass(random.between(10, 1_000)),
      async () => this.pass(random.pick([3_000, 6_000, 11_000])),
      async () => this.disturb(),
    ];
    if (this.flaws.sleepy)
      things.push(
        () => {
          this.nap();
        },
        async () => this.pass(11_000),
      );
    if (this.started < ORDERS) things.push(async () => this.order());
    if (this.queue.length > 0)
      things.push(
        ...Array.from({ length: 4 }, () => () => {
          this.deliver();
        }),
      );
    const calls = this.calls();
    if (calls.length > 0)
      things.push(
        ...Array.from({ length: 6 }, () => async () => {
          this.answer(random.pick(calls));
        }),
      );
    return things;
  }

  private async disturb(): Promise<void> {
    const alive = this.alive();
    const things: (() => unknown)[] = [
      () => void (this.queue = []),
      () => void (this.nextCommit = this.random.pick(['cut', 'answer lost'])),
      async () => this.webhook(),
      async () => this.operator(),
      async () => this.operator(),
      async () => this.cancel(),
    ];
    if (alive.length > 0) {
      const one = this.random.pick(alive);
      things.push(
        () => {
          this.stop(one, () => {
            one.kill();
          });
        },
        () => {
          this.stop(one, () => {
            one.freeze();
          });
        },
        ...Array.from({ length: this.flaws.sleepy ? 0 : 2 }, () => () => {
          one.thaw();
        }),
      );
    }
    if (alive.length < PROCESSES)
      things.push(() => {
        this.spawn();
      });
    await this.random.pick(things)();
  }

  /** A process falls asleep over a look-up and hears the answer when it is awake again. */
  private nap(): void {
    const look = this.calls().find(({ action }) => action === 'find');
    const one = this.processes.find(({ name, isAlive }) => isAlive && name === look?.process);
    if (one === undefined) return;
    this.stop(one, () => {
      one.freeze();
    });
  }

  private async order(): Promise<void> {
    const id = `O${(this.started += 1)}`;
    await this.db.transaction(async (sql) => {
      await sql.query(STORE_SUBJECT, [id, []]);
      await startFlow(sql, this.flow, id, id);
    });
  }

  /** The process whose turn it is to lead gives its own worker what is due. */
  private takeDue(): void {
    const alive = this.alive();
    if (alive.length > 0) this.random.pick(alive).takeDue(this.lanes);
  }

  private deliver(): void {
    const batch = this.random.pick(this.queue);
    // The queue may bring the same twice.
    if (!this.faulty || this.random.chance(0.9)) this.queue = this.queue.filter((one) => one !== batch);
    const alive = this.alive();
    if (alive.length > 0) this.random.pick(alive).run({ ...batch, jobIds: [...batch.jobIds].sort() });
  }

  /** In an order that does not depend on where the tables are. */
  private calls(): PendingCall[] {
    const name = ({ document, action, process, id }: PendingCall): string => [document, action, process, id].join(' ');
    return [...this.remote.pending.values()].sort((left, right) => (name(left) < name(right) ? -1 : 1));
  }

  private answer(call: PendingCall): void {
    const tell = this.remote.answer(call, this.random, this.faulty);
    this.processes.find(({ name }) => name === call.process)?.hear(tell);
  }

  /** What a process has sent is at the remote by now, or will never be. */
  private stop(process: SimulatedProcess, how: () => void): void {
    how();
    for (const call of this.calls()) if (call.process === process.name) this.answer(call);
  }

  private async webhook(): Promise<void> {
    const key = `O${this.random.between(1, ORDERS)}/F${this.random.between(1, 2)}`;
    await this.db.query(WAKE, [[key]]);
  }

  private async operator(): Promise<void> {
    const trouble = (await this.storage.jobs()).filter(({ state }) => state === 'dead' || state === 'in-doubt');
    if (trouble.length === 0) return;
    const job = this.random.pick([...trouble].sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1)));
    const document = nameOf(job);
    if ([...this.remote.pending.values()].some((call) => call.document === document)) return;
    // A person looks at the remote system before anything is sent again.
    const work = this.remote.has(document)
      ? this.actions.bind(job.id, { id: document, number: null })
      : this.actions.retry(job.id);
    await work.catch((error: unknown) => {
      if (!(error instanceof ActionRefused)) throw error;
    });
  }

  private async cancel(): Promise<void> {
    if (this.random.chance(0.5)) return;
    const id = `O${this.random.between(1, ORDERS)}`;
    await this.db.transaction(async (sql) => this.actions.cancelFlow(sql, this.flow.name, id, 'no more'));
  }

  private async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= TICK_MS) {
      this.clock.now += Math.min(left, TICK_MS);
      for (const process of this.processes) await process.beatIfDue(this.clock.now);
    }
  }

  private alive(): SimulatedProcess[] {
    return this.processes.filter(({ isAlive }) => isAlive);
  }

  private spawn(): void {
    const name = `w${(this.named += 1)}`;
    this.processes.push(
      new SimulatedProcess({
        name,
        storage: this.storage,
        flow: simulatedFlow(this.remote, name, this.flaws.finds),
        lanes: this.lanes,
        clock: this.clock,
        blind: this.flaws.blind,
        onCommit: this.commits(),
        onError: (error) => this.errors.push(error),
      }),
    );
  }

  private commits(): Pick<Link, 'before' | 'committed'> {
    const isNext = (what: 'cut' | 'answer lost'): boolean => {
      if (this.nextCommit !== what) return false;
      this.nextCommit = 'good';
      return true;
    };
    return {
      before: async (what) => {
        if (what === 'commit' && isNext('cut')) throw new ConnectionCut('The connection was cut.');
      },
      committed: async () => {
        if (isNext('answer lost')) throw new AnswerLost('The connection was cut.');
      },
    };
  }

  private async quiet(): Promise<void> {
    for (let turns = 0; turns < QUIET_TURNS; turns = this.storage.busy ? 0 : turns + 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
