import type { Ports } from '@crossdock/connector-kit';
import type { AnyFlow } from '../definition/flow';
import { claimJobs, renewLeases, type ClaimedJob, LEASE_MS } from '../persistence/job-store';
import type { GoOn } from '../persistence/new-jobs';
import type { Database } from '../persistence/sql';
import type { Lane } from '../queue/dispatcher';
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
}

/** Batches at a time. Each holds jobs of one connection, so a slow connection takes at most its own window of them. */
const CONCURRENCY = 48;
const HEARTBEAT_MS = LEASE_MS / 3;

/**
 * Runs jobs that the queue brings: claim, execute, settle. Where nothing stands in between, it goes on with the next step
 * of the same flow itself: that step was claimed in the transaction that stored the outcome before it.
 */
export class Worker {
  private readonly held = new Map<string, ClaimedJob>();
  private readonly atWork = new Set<Promise<void>>();
  private readonly giveUp = new AbortController();
  private readonly outcomes: GroupCommit<Finished, Settlement>;
  private heartbeat: NodeJS.Timeout | null = null;
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly options: WorkerOptions,
  ) {
    this.outcomes = settler(database, options.name, async () => this.goOn());
  }

  start(transport: JobTransport): void {
    transport.consume(async (batch) => this.run(batch), CONCURRENCY);
    this.heartbeat = setInterval(() => {
      renewLeases(this.database, [...this.held.values()]).catch((error: unknown) => {
        this.options.onError(error, null);
      });
    }, HEARTBEAT_MS);
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
    const claimed = await this.claim(batch).catch((error: unknown) => {
      this.options.onError(error, null);
      return [];
    });
    await Promise.all(claimed.map(async ({ job, subject }) => this.work(job, subject)));
  }

  private async claim({ jobIds }: JobBatch): Promise<readonly { job: ClaimedJob; subject: unknown }[]> {
    const jobs = await claimJobs(this.database, jobIds, this.options.name);
    for (const job of jobs) this.held.set(job.id, job);
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
      for (const job of jobs) this.held.delete(job.id);
      throw error;
    }
  }

  private async work(job: ClaimedJob, subject: unknown): Promise<void> {
    this.held.set(job.id, job);
    const work = this.workOne(job, subject).finally(() => this.atWork.delete(work));
    this.atWork.add(work);
    await work;
  }

  private async workOne(job: ClaimedJob, subject: unknown): Promise<void> {
    try {
      const [flow, step] = stepOf(this.options.flows, job);
      const execution = await executeJob(job, step, subject, this.options.openPorts, this.giveUp.signal);
      const settlement = await this.outcomes.submit({ flow, step, job, execution });
      for (const next of settlement.next) void this.work(next.job, next.subject);
      this.options.onSettled(job, execution, settlement);
    } catch (error) {
      // The outcome could not be stored. The lease runs out, and the job is looked up before it is done again.
      this.options.onError(error, job.id);
    } finally {
      this.held.delete(job.id);
    }
  }

  private async goOn(): Promise<GoOn | null> {
    const { name, flows, lanes } = this.options;
    if (lanes === undefined || this.stopping) return null;
    const priorities = [...new Set([...flows.values()].map((flow) => flow.priority))];
    return { worker: name, lanes: await lanes(), priorities };
  }
}
