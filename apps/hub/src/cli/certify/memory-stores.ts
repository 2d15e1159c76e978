import type { StoredToken, TokenStore, ValueStore } from '@crossdock/connector-kit';

/** Tokens of one certification; one renewal at a time. */
export class MemoryTokens implements TokenStore {
  private stored: StoredToken | null = null;
  private renewing: Promise<StoredToken> | null = null;

  async read(): Promise<StoredToken | null> {
    return this.stored;
  }

  async renew(
    stale: StoredToken | null,
    refresh: (current: StoredToken | null) => Promise<StoredToken>,
  ): Promise<StoredToken> {
    if (this.renewing !== null) return this.renewing;
    if (this.stored !== null && this.stored.accessToken !== stale?.accessToken) return this.stored;
    this.renewing = refresh(this.stored);
    try {
      this.stored = await this.renewing;
      return this.stored;
    } finally {
      this.renewing = null;
    }
  }
}

export class MemoryValues implements ValueStore {
  private readonly values = new Map<string, string>();

  async get(name: string): Promise<string | null> {
    return this.values.get(name) ?? null;
  }

  async set(name: string, value: string): Promise<void> {
    this.values.set(name, value);
  }
}
