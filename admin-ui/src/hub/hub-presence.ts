/** How often an absent hub is asked whether it is back. */
const ASK_EVERY_MS = 2_000;

/** Knows whether the hub answers, and when it was lost, asks until it is back. */
export class HubPresence {
  private away = false;
  private readonly listeners = new Set<() => void>();

  /** @param answers asks the hub anything; true when the hub itself answered */
  constructor(private readonly answers: () => Promise<boolean>) {}

  readonly isAway = (): boolean => this.away;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  seen(): void {
    this.change(false);
  }

  lost(): void {
    if (this.away) return;
    this.change(true);
    this.askLater();
  }

  /** Resolves as soon as the hub answers. */
  async back(): Promise<void> {
    if (!this.away) return;
    await new Promise<void>((resolve) => {
      const stop = this.subscribe(() => {
        if (this.away) return;
        stop();
        resolve();
      });
    });
  }

  private askLater(): void {
    setTimeout(() => {
      void this.ask();
    }, ASK_EVERY_MS);
  }

  private async ask(): Promise<void> {
    if (!this.away) return;
    if (await this.answers()) this.seen();
    else this.askLater();
  }

  private change(away: boolean): void {
    if (this.away === away) return;
    this.away = away;
    for (const listener of [...this.listeners]) listener();
  }
}
