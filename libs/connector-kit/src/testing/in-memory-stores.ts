import type { FieldRules } from '../mapping/mapping';
import type { Clock, ConnectorLogger, StoredToken, TokenStore, ValueStore } from '../stores/stores';

/** Tokens in memory; one refresh at a time, as the contract promises. */
export class InMemoryTokenStore implements TokenStore {
  /** How often a token was really refreshed. */
  refreshes = 0;
  private running: Promise<StoredToken> | null = null;

  constructor(private stored: StoredToken | null = null) {}

  async read(): Promise<StoredToken | null> {
    return this.stored;
  }

  async renew(
    stale: StoredToken | null,
    refresh: (current: StoredToken | null) => Promise<StoredToken>,
  ): Promise<StoredToken> {
    if (this.running !== null) return this.running;
    if (this.stored !== null && this.stored.accessToken !== stale?.accessToken) return this.stored;
    this.running = this.refreshed(refresh);
    try {
      return await this.running;
    } finally {
      this.running = null;
    }
  }

  private async refreshed(refresh: (current: StoredToken | null) => Promise<StoredToken>): Promise<StoredToken> {
    this.stored = await refresh(this.stored);
    this.refreshes += 1;
    return this.stored;
  }
}

export class InMemoryValueStore implements ValueStore {
  private readonly values = new Map<string, string>();

  async get(name: string): Promise<string | null> {
    return this.values.get(name) ?? null;
  }

  async set(name: string, value: string): Promise<void> {
    this.values.set(name, value);
  }
}

/** No rule is in force: the mapper's request is sent as it is. */
export const passThroughRules: FieldRules = {
  apply: async (_operation, _canonical, request) => request,
};

/** A clock that stands still until it is moved; a pause moves it on and ends at once. */
export class FixedClock implements Clock {
  constructor(private nowMs = Date.parse('2026-03-02T10:00:00Z')) {}

  now(): number {
    return this.nowMs;
  }

  async sleep(ms: number): Promise<void> {
    this.nowMs += ms;
  }

  advance(ms: number): void {
    this.nowMs += ms;
  }
}

export const silentLogger: ConnectorLogger = {
  info: () => undefined,
  warn: () => undefined,
};
