import type { Ports } from '@crossdock/connector-kit';
import type { AnyFlow } from '../definition/flow';
import { claimJobs, renewLeases, type ClaimedJob, LEASE_MS } from '../persistence/job-store';
import type { Database } from '../persistence/sql';
import type { JobBatch, JobTransport } from '../queue/transport';
import { executeJob, stepOf, type Execution } from './execute-job';
import { settleExecution, type Settlement } from './settle-execution';

export interface WorkerOptions {
  /** Names the process in attempts and leases. */
  readonly name: string;
  readonly flows: ReadonlyMap<string, AnyFlow>;
  readonly openPorts: (connectionId: string) => Promise<Partial<Ports>>;
  /** Told after every settled job; never throws. */
  readonly onSettled: (job: ClaimedJob, execution: Execution, settlement: Settlement) => void;
  readonly onError: (error: unknown, jobId: string | null) => void;
}

/** Batches at a time. Each holds jobs of one connection, so a slow connection takes at most its own window of them. */
const CONCURRENCY = 48;
const HEARTBEAT_MS = LEASE_MS / 3;

/** Runs jobs that the queue brings: claim, execute, settle. */
export class Worker {
  private readonly held = new Map<string, ClaimedJob>();
  private readonly giveUp = new AbortController();
  private heartbeat: NodeJS.Timeout | null = null;

  constructor(
    private readonly database: Database,
    private readonly options: WorkerOptions,
  ) {}

  start(transport: JobTransport): void {
    transport.consume(async (batch) => this.run(batch), CONCURRENCY);
    this.heartbeat = setInterval(() => {
      renewLeases(this.database, [...this.held.values()]).catch((error: unknown) => {
        this.options.onError(error, null);
      });
    }, HEARTBEAT_MS);
  }

  /** Call after the transport is closed: by then nothing new comes in. */
  stop(): void {
    if (this.heartbeat !== null) clearInterval(this.heartbeat);
    this.giveUp.abort();
  }

  /** Claims a batch and runs it. A database that is away leaves the jobs to the sweeper. */
  async run(batch: JobBatch): Promise<void> {
    const jobs = await claimJobs(this.database, batch.jobIds, this.options.name).catch((error: unknown) => {
      this.options.onError(error, null);
      return [];
    });
    await Promise.all(jobs.map(async (job) => this.runOne(job)));
  }

  private async runOne(job: ClaimedJob): Promise<void> {
    this.held.set(job.id, job);
    try {
      const [flow, step] = stepOf(this.options.flows, job);
      const subject = (await flow.load(this.database, [job.subjectId])).get(job.subjectId);
      const execution = await executeJob(job, step, subject, this.options.openPorts, this.giveUp.signal);
      const settlement = await settleExecution(this.database, flow, step, job, execution, this.options.name);
      this.options.onSettled(job, execution, settlement);
    } catch (error) {
      // The outcome could not be stored. The lease runs out, and the job is looked up before it is done again.
      this.options.onError(error, job.id);
    } finally {
      this.held.delete(job.id);
    }
  }
}
