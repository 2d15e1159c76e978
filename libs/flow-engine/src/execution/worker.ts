import type { Ports } from '@crossdock/connector-kit';
import type { AnyFlow } from '../definition/flow';
import { claimDue } from '../persistence/due-jobs';
import { claimJobs, renewLeases, type ClaimedJob, LEASE_MS } from '../persistence/job-store';
import type { GoOn, NextJob } from '../persistence/new-jobs';
import type { TransactionalSql } from '../persistence/sql';
import type { Lane } from '../definition/lane';
import type { JobBatch, JobTransport } from '../queue/transport';
import { executeJob, stepOf, type Execution } from './execute-job';
import type { GroupCommit } from './group-commit';
import { loadSubjects, type Finished, type Settlement } from './settle-batch';
import { settler } from './settler';

export interface WorkerOptions {
  /** Names the process in attempts and leases. */
  readonly name: string;
  readonly flows: ReadonlyMap<string, AnyFlow>;
  readonly openPorts: (connectionId: string) => Promise<Partial<Ports>>;
  /** The connections' windows, for going on with a next step at once. Without it every job takes the way through the queue. */
  readonly lanes?: () => Promise<readonly Lane[]>;
  /** Told after every settled job; never throws. */
  readonly onSettled: (job: ClaimedJob, execution: Execution, settlement: Settlement) => void;
  readonly onError: (error: unknown, jobId: string | null) => void;
  /** Milliseconds of any clock that does not stop. */
  readonly now?: () => number;
}

interface Held {
  readonly job: ClaimedJob;
  /** Until then nobody else can have taken it. */
  validUntil: number;
}

/** Batches at a time. Each holds jobs of one connection, so a slow connection takes at most its own window of them. */
const CONCURRENCY = 48;
/** Jobs in hand from which on those that are due are left to the other workers. */
const ENOUGH = 256;
export const HEARTBEAT_MS = LEASE_MS / 3;

/**
 * Runs jobs that the queue brings: claim, execute, settle. Where nothing stands in between, it goes on with the next step
 * of the same flow itself: that step was claimed in the transaction that stored the outcome before it.
 */
export class Worker {
  private readonly held = new Map<string, Held>();
  private readonly now: () => number;
  private readonly atWork = new Set<Promise<void>>();
  private readonly giveUp = new AbortController();
  private readonly outcomes: GroupCommit<Finished, Settlement>;
  private heartbeat: NodeJS.Timeout | null = null;
  private stopping = false;

  constructor(
    private readonly database: TransactionalSql,
    private readonly options: WorkerOptions,
  ) {
    this.now = options.now ?? (() => performance.now());
    this.outcomes = settler(database, options.name, async () => this.goOn());
  }

  start(transport: JobTransport): void {
    transport.consume(async (batch) => this.run(batch), CONCURRENCY);
    this.heartbeat = setInterval(() => {
      void this.beat();
    }, HEARTBEAT_MS);
  }

  /** Says that it is still at work on what it holds. */
  async beat(): Promise<void> {
    const held = [...this.held.values()];
    const validUntil = this.now() + LEASE_MS;
    try {
      const renewed = new Set(
        await renewLeases(
          this.database,
          held.map(({ job }) => job),
        ),
      );
      for (const one of held) if (renewed.has(one.job.id)) one.validUntil = validUntil;
    } catch (error) {
      this.options.onError(error, null);
    }
  }

  /** Ends with the steps that run now: what comes after them is left to others. Close the transport next. */
  windDown(): void {
    this.stopping = true;
  }

  /** Waits until nothing runs here any more. */
  async idle(): Promise<void> {
    while (this.atWork.size > 0) await Promise.all(this.atWork);
  }

  /** Waits for what still runs. Call after the transport is closed: by then nothing new comes in. */
  async stop(): Promise<void> {
    this.windDown();
    await this.idle();
    if (this.heartbeat !== null) clearInterval(this.heartbeat);
    this.giveUp.abort();
  }

  /** Claims a batch and runs it. A database that is away leaves the jobs to the sweeper. */
  async run(batch: JobBatch): Promise<void> {
    const claimed = await this.claim(async () => claimJobs(this.database, batch.jobIds, this.options.name)).catch(
      (error: unknown) => {
        this.options.onError(error, null);
        return [];
      },
    );
    await Promise.all(claimed.map(async ({ job, subject }) => this.work(job, subject)));
  }

  /**
   * Claims what is due, within the windows, and begins with it. Answers how many jobs those were; null when it takes none,
   * so that others can.
   */
  async takeDue(lanes: readonly Lane[]): Promise<number | null> {
    if (this.stopping || this.held.size >= ENOUGH) return null;
    const claimed = await this.claim(async () => claimDue(this.database, lanes, this.options.name));
    for (const { job, subject } of claimed) void this.work(job, subject);
    return claimed.length;
  }

  /** Runs jobs that were claimed for this worker in a transaction that is committed by now. */
  take(jobs: readonly NextJob[]): void {
    for (const { job, subject, claimedAt } of jobs) {
      this.held.set(job.id, { job, validUntil: claimedAt + LEASE_MS });
      void this.work(job, subject);
    }
  }

  /** How a transaction may claim jobs for this worker; null while it takes none. */
  async goOn(): Promise<GoOn | null> {
    const { name, flows, lanes } = this.options;
    if (lanes === undefined || this.stopping) return null;
    const priorities = [...new Set([...flows.values()].map((flow) => flow.priority))];
    const askedAt = this.now();
    return { worker: name, lanes: await lanes(), priorities, askedAt };
  }

  private async claim(
    take: () => Promise<readonly ClaimedJob[]>,
  ): Promise<readonly { job: ClaimedJob; subject: unknown }[]> {
    // The lease counts from when it is written, which is later.
    const validUntil = this.now() + LEASE_MS;
    const jobs = await take();
    for (const job of jobs) this.held.set(job.id, { job, validUntil });
    const known = jobs.flatMap((job) => {
      const flow = this.options.flows.get(job.flow);
      return flow === undefined ? [] : [{ flow, job }];
    });
    try {
      const subjects = await loadSubjects(this.database, known);
      return jobs.map((job) => {
        const flow = this.options.flows.get(job.flow);
        return { job, subject: flow && subjects.get(flow)?.get(job.subjectId) };
      });
    } catch (error) {
      // Their leases run out, and they are looked at again.
      for (const job of jobs) this.letGo(job);
      throw error;
    }
  }

  private async work(job: ClaimedJob, subject: unknown): Promise<void> {
    const work = this.workOne(job, subject).finally(() => this.atWork.delete(work));
    this.atWork.add(work);
    await work;
  }

  private async workOne(job: ClaimedJob, subject: unknown): Promise<void> {
    try {
      const [flow, step] = stepOf(this.options.flows, job);
      const execution = await executeJob(job, step, subject, this.options.openPorts, {
        signal: this.giveUp.signal,
        isOurs: () => this.isOurs(job),
      });
      const settlement = await this.outcomes.submit({ flow, step, job, execution });
      this.take(settlement.next);
      this.options.onSettled(job, execution, settlement);
    } catch (error) {
      // The outcome could not be stored. The lease runs out, and the job is looked up before it is done again.
      this.options.onError(error, job.id);
    } finally {
      this.letGo(job);
    }
  }

  /** A worker that was thought dead may have claimed the same job again: that newer claim stays held. */
  private letGo(job: ClaimedJob): void {
    if (this.held.get(job.id)?.job === job) this.held.delete(job.id);
  }

  private isOurs(job: ClaimedJob): boolean {
    const held = this.held.get(job.id);
    return held?.job === job && this.now() < held.validUntil;
  }
}
