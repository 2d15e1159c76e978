/** A connection's place in the dispatcher's round. */
export interface Lane {
  readonly connectionId: string;
  /** Jobs that may be queued or running at the same time, over all workers. Zero hands over nothing. */
  readonly window: number;
}
