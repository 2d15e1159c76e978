/** A token of a connection, as kept by the hub (encrypted). Times are epoch milliseconds. */
export interface StoredToken {
  readonly accessToken: string;
  readonly expiresAt: number;
  readonly refreshToken: string | null;
}

/**
 * Tokens of one connection, shared by all workers.
 * `renew` runs `refresh` in one worker at a time: the others wait and get its result. `refresh` is given the newest
 * stored token (null when there is none) and its result is stored before anyone uses it. When the stored token is no
 * longer the one that the caller found wanting (`stale`), it is returned without refreshing.
 */
export interface TokenStore {
  read(): Promise<StoredToken | null>;
  renew(
    stale: StoredToken | null,
    refresh: (current: StoredToken | null) => Promise<StoredToken>,
  ): Promise<StoredToken>;
}

/** Small named values of one connection that a connector wants to remember (ids of companies, journals, subscriptions). */
export interface ValueStore {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
}

/** Clock of the hub, so that tests can move it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after the time, or rejects when the running call is given up. */
  sleep(ms: number): Promise<void>;
}

/** Structured log lines; never give it personal data or secrets. */
export interface ConnectorLogger {
  info(message: string, facts?: Record<string, string | number | boolean>): void;
  warn(message: string, facts?: Record<string, string | number | boolean>): void;
}
