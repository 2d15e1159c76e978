import { createPostgresBackend, Queue, runMigrations, withBackend, Worker, type ConnectionOptions } from 'bullmq';
import type { Pool } from 'pg';
import { pauseOnErrors, type ErrorPauses, type PausableWorker } from './pause-on-errors';
import type { JobBatch, JobTransport } from './transport';

/** PostgreSQL schema of BullMQ's own tables, apart from ours. */
export const QUEUE_SCHEMA = 'bullmq';
const QUEUE_NAME = 'sync-jobs';

// A hand-over is worth nothing once it was taken or failed: the sweeper finds what is due and not running.
const HAND_OVER = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;

type BatchQueue = Pick<Queue<JobBatch>, 'addBulk' | 'close'>;
interface BatchWorker extends PausableWorker {
  close(): Promise<void>;
}
type MakeWorker = (handler: (batch: JobBatch) => Promise<void>, concurrency: number) => BatchWorker;

class BullMqTransport implements JobTransport {
  private worker: BatchWorker | null = null;
  private pauses: ErrorPauses | null = null;

  constructor(
    private readonly queue: BatchQueue,
    private readonly makeWorker: MakeWorker,
    private readonly onError: (error: Error) => void,
  ) {}

  async hand(batches: readonly JobBatch[]): Promise<void> {
    await this.queue.addBulk(batches.map((data) => ({ name: data.connectionId, data, opts: HAND_OVER })));
  }

  consume(handler: (batch: JobBatch) => Promise<void>, concurrency: number): void {
    this.worker = this.makeWorker(handler, concurrency);
    this.pauses = pauseOnErrors(this.worker, this.onError);
  }

  async close(): Promise<void> {
    this.pauses?.stop();
    await this.worker?.close();
    await this.queue.close();
  }
}

/**
 * BullMQ on PostgreSQL. The pool must have its search path on `QUEUE_SCHEMA` and room for one LISTEN client per worker;
 * it stays the caller's to end, after `close`.
 */
export async function postgresTransport(pool: Pool, onError: (error: Error) => void): Promise<JobTransport> {
  const client = await pool.connect();
  try {
    await runMigrations(client, QUEUE_SCHEMA);
  } finally {
    client.release();
  }
  pool.setMaxListeners(0);
  const backed = withBackend(createPostgresBackend);
  const queue = new backed.Queue<JobBatch>(QUEUE_NAME, { connection: pool });
  queue.on('error', onError);
  const makeWorker: MakeWorker = (handler, concurrency) =>
    new backed.Worker<JobBatch>(QUEUE_NAME, async (job) => handler(job.data), { connection: pool, concurrency });
  return new BullMqTransport(queue, makeWorker, onError);
}

/** BullMQ on Redis or Valkey. Producers fail fast while it is away, workers wait for it. */
export function redisTransport(url: string, onError: (error: Error) => void): JobTransport {
  const producer: ConnectionOptions = { url, enableOfflineQueue: false, maxRetriesPerRequest: 1 };
  const consumer: ConnectionOptions = { url, maxRetriesPerRequest: null };
  const queue = new Queue<JobBatch>(QUEUE_NAME, { connection: producer });
  queue.on('error', onError);
  const makeWorker: MakeWorker = (handler, concurrency) =>
    new Worker<JobBatch>(QUEUE_NAME, async (job) => handler(job.data), { connection: consumer, concurrency });
  return new BullMqTransport(queue, makeWorker, onError);
}
