import { setTimeout as sleep } from 'node:timers/promises';

interface Timer {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly payload: Record<string, unknown>;
}

export interface WorldSnapshot {
  readonly state: Record<string, unknown>;
  readonly settings: Record<string, unknown>;
  readonly timers: readonly Timer[];
}

export interface Notification {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const NOTIFY_PAUSES_MS = [0, 500, 2_000, 5_000, 15_000];

/** Everything one simulated system knows: its state, its settings and what it will do later. Survives a restart. */
export class World {
  /** Plain JSON data only. */
  state: Record<string, unknown> = {};
  /** Settings changed by `POST /__sandbox/{system}/settings`; each system documents its own. */
  settings: Record<string, unknown> = {};
  readonly deliveries: { at: string; url: string; status: number | null }[] = [];
  /** In the order in which they are due. */
  private readonly timers: Timer[] = [];
  private alarm: NodeJS.Timeout | undefined;
  private nextTimer = 1;
  private closed = false;

  constructor(private readonly onTimer: (kind: string, payload: Record<string, unknown>) => void) {}

  now(): Date {
    return new Date();
  }

  /** The part of the state with this name, made by `initial` when it is not there. */
  collection<T>(name: string, initial: () => T): T {
    this.state[name] ??= initial();
    return this.state[name] as T;
  }

  setting<T>(name: string, fallback: T): T {
    return (this.settings[name] as T | undefined) ?? fallback;
  }

  after(delayMs: number, kind: string, payload: Record<string, unknown>): void {
    this.arm({ id: this.nextTimer++, at: Date.now() + delayMs, kind, payload });
  }

  /** Calls out as the vendor would, a few times until it is answered with 2xx. Never throws. */
  notify(notification: Notification): void {
    void this.deliver(notification);
  }

  snapshot(): WorldSnapshot {
    return { state: this.state, settings: this.settings, timers: [...this.timers] };
  }

  restore(snapshot: WorldSnapshot): void {
    this.state = snapshot.state;
    this.settings = { ...this.settings, ...snapshot.settings };
    for (const timer of snapshot.timers) {
      this.nextTimer = Math.max(this.nextTimer, timer.id + 1);
      this.arm(timer);
    }
  }

  /** Forgets state and timers; settings stay, they belong to the set-up and not to the story. */
  reset(): void {
    this.timers.length = 0;
    this.setAlarm();
    this.state = {};
    this.deliveries.length = 0;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.alarm);
  }

  private arm(timer: Timer): void {
    const place = this.timers.findLastIndex((earlier) => earlier.at <= timer.at) + 1;
    this.timers.splice(place, 0, timer);
    if (place === 0) this.setAlarm();
  }

  // One alarm for all: with one each, a busy process may ring a later one first, and a parcel that is to be collected
  // before it is confirmed is never collected.
  private setAlarm(): void {
    clearTimeout(this.alarm);
    const [first] = this.timers;
    if (first === undefined || this.closed) return;
    this.alarm = setTimeout(
      () => {
        this.ring();
      },
      Math.max(0, first.at - Date.now()),
    );
  }

  private ring(): void {
    try {
      for (let due = this.nextDue(); due !== undefined; due = this.nextDue()) this.onTimer(due.kind, due.payload);
    } finally {
      this.setAlarm();
    }
  }

  private nextDue(): Timer | undefined {
    const [first] = this.timers;
    return first !== undefined && first.at <= Date.now() ? this.timers.shift() : undefined;
  }

  private async deliver(notification: Notification): Promise<void> {
    for (const pause of NOTIFY_PAUSES_MS) {
      await sleep(pause, undefined, { ref: false });
      if (this.closed) return;
      const status = await this.attempt(notification);
      if (this.deliveries.length >= 5_000) this.deliveries.shift();
      this.deliveries.push({ at: new Date().toISOString(), url: notification.url, status });
      if (status !== null && status >= 200 && status < 300) return;
    }
  }

  private async attempt({ url, headers, body }: Notification): Promise<number | null> {
    try {
      const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return null;
    }
  }
}
