import { RateLimitedError, RejectedByVendorError, TransientError, UnknownOutcomeError } from '@crossdock/connector-kit';
import type { SeededRandom } from './seeded-random';

export type Action = 'create' | 'find' | 'look' | 'undo';

/** A call that is on its way. */
export interface PendingCall {
  readonly id: number;
  readonly process: string;
  readonly action: Action;
  /** Which document: order, step and item. */
  readonly document: string;
  readonly key: string;
  answer(error: Error | null, found: boolean): void;
}

interface Document {
  readonly key: string;
  cancelled: boolean;
}

/** All remote systems in one: documents, and calls that are answered when the world says so, well or badly. */
export class SimulatedRemote {
  readonly documents = new Map<string, Document[]>();
  readonly pending = new Map<number, PendingCall>();
  /** What went wrong though the remote did as it was told. */
  readonly complaints: string[] = [];
  private calls = 0;

  constructor(
    private readonly isDone: (document: string) => Promise<boolean>,
    private readonly before: (document: string) => readonly string[],
    private readonly isIdempotent: (document: string) => boolean,
  ) {}

  async call(process: string, action: Action, document: string, key: string): Promise<boolean> {
    if (action === 'create') {
      for (const earlier of this.before(document)) {
        if (!(await this.isDone(earlier))) this.complaints.push(`${document} was asked for before ${earlier} was done`);
      }
    }
    return new Promise((resolve, reject) => {
      const id = (this.calls += 1);
      const answer = (error: Error | null, found: boolean): void => {
        if (error === null) resolve(found);
        else reject(error);
      };
      this.pending.set(id, { id, process, action, document, key, answer });
    });
  }

  /** The call reaches the remote, or not, and comes back. Returns what tells its caller. */
  answer(call: PendingCall, random: SeededRandom, faulty: boolean): () => void {
    this.pending.delete(call.id);
    const fault = faulty && random.chance(0.3) ? random.pick(FAULTS[call.action]) : null;
    if (fault?.happens !== false) this.happen(call);
    const found = this.has(call.document);
    return () => {
      call.answer(fault?.error() ?? null, found);
    };
  }

  has(document: string): boolean {
    return this.live(document).length > 0;
  }

  live(document: string): readonly Document[] {
    return (this.documents.get(document) ?? []).filter((one) => !one.cancelled);
  }

  private happen({ action, document, key }: PendingCall): void {
    const all = this.documents.get(document) ?? [];
    if (action === 'undo') for (const one of all) one.cancelled = true;
    if (action !== 'create') return;
    if (all.some((one) => one.key !== key)) this.complaints.push(`${document} was asked for with two keys`);
    if (this.isIdempotent(document) && all.some((one) => one.key === key)) return;
    this.documents.set(document, [...all, { key, cancelled: false }]);
  }
}

interface Fault {
  readonly happens: boolean;
  error(): Error;
}

const refused: Fault = { happens: false, error: () => new TransientError({ code: 'sim.away', summary: 'Away.' }) };
const throttled: Fault = {
  happens: false,
  error: () => new RateLimitedError(700, { code: 'sim.throttled', summary: 'Slower.' }),
};
const rejected: Fault = {
  happens: false,
  error: () => new RejectedByVendorError({ code: 'sim.rejected', summary: 'No.' }),
};
const unknown = (happens: boolean): Fault => ({
  happens,
  error: () => new UnknownOutcomeError({ code: 'sim.time-out', summary: 'No answer.' }),
});
const FAULTS: Readonly<Record<Action, readonly Fault[]>> = {
  create: [refused, throttled, rejected, unknown(true), unknown(true), unknown(false)],
  find: [refused, throttled],
  look: [refused, throttled],
  undo: [refused, throttled, { ...refused, happens: true }],
};
