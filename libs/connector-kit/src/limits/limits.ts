/** How many calls a connection may make in a time. */
export interface RateLimiter {
  /**
   * Resolves when one more call may be made. Waits itself when the wait is short.
   * @throws {RateLimitedError} code `connection.limit`, with the wait, when it would be longer
   */
  acquire(signal?: AbortSignal): Promise<void>;
}

/** How many calls a connection may have running at once. */
export interface ConcurrencyLimit {
  /**
   * Resolves with a function that gives the place back; call it exactly once.
   * @throws {RateLimitedError} code `connection.limit` when no place becomes free in time
   */
  acquire(signal?: AbortSignal): Promise<() => void>;
}

/** Longest wait inside of a call; longer ones go back to the engine, which does something else meanwhile. */
export const LONGEST_WAIT_IN_CALL_MS = 1_000;
