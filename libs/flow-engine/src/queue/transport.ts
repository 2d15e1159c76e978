/** A hand-over: ids of jobs of one connection, never anything else. */
export interface JobBatch {
  readonly connectionId: string;
  readonly jobIds: readonly string[];
}

/** Brings job ids from the dispatcher to a worker. It may lose and repeat; the table of sync jobs is the truth. */
export interface JobTransport {
  hand(batches: readonly JobBatch[]): Promise<void>;
  /** Starts to take batches, up to `concurrency` at a time. */
  consume(handler: (batch: JobBatch) => Promise<void>, concurrency: number): void;
  close(): Promise<void>;
}
