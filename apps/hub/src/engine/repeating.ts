/** Does something again and again, never twice at once; a failure is told and does not stop it. */
export class Repeating {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = true;

  constructor(
    private readonly everyMs: number,
    /** Returns true when it should be done again at once. */
    private readonly work: () => Promise<boolean>,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.stopped = false;
    this.schedule(0);
  }

  /** Do not wait for the next time. */
  hurry(): void {
    if (this.stopped || this.timer === null) return;
    this.schedule(0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    await this.running;
  }

  private schedule(afterMs: number): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.running = this.once();
    }, afterMs);
  }

  private async once(): Promise<void> {
    const again = await this.work().catch((error: unknown) => {
      this.onError(error);
      return false;
    });
    if (!this.stopped) this.schedule(again ? 0 : this.everyMs);
  }
}
