import type { PortName, Ports } from '@crossdock/connector-kit';
import type { Sql } from '../persistence/sql';

/**
 * What a step's work is towards the outside world; it decides how it is retried and replayed.
 * - `command`: creates something at most once; replayed exactly, with its key, after a look-up when in doubt
 * - `state`: tells the newest truth; replaying sends the truth of now
 * - `wait`: reads until the outside world has got there; resumed by webhooks, or by polling
 * - `poll`: as `wait`, but never ends: a feed that is read for ever
 */
export type StepKind = 'command' | 'state' | 'wait' | 'poll';

/** One thing to do in a step. Keys are paths: `F1` for a fulfilment, `F1/S1` for a parcel of it, empty for the whole. */
export interface StepItem {
  readonly key: string;
  readonly connectionId: string;
}

/** What became of one execution. `facts` are applied to the subject in the transaction that stores the outcome. */
export type StepOutcome<F = unknown> =
  | {
      readonly kind: 'done';
      readonly facts?: readonly F[];
      readonly result?: Readonly<Record<string, unknown>>;
      readonly effect?: Effect;
    }
  | {
      readonly kind: 'waiting';
      /** Milliseconds until the world is asked again, unless a webhook with `awaitKey` comes first. */
      readonly pollAfterMs: number;
      readonly awaitKey: string | null;
      readonly facts?: readonly F[];
      /** What it waits for, for people. */
      readonly note: string;
      readonly effect?: Effect;
    }
  | { readonly kind: 'skipped'; readonly reason: string; readonly facts?: readonly F[] }
  /** Undo steps only: the outside world has gone too far. The cancellation is dropped and the flow goes on. */
  | { readonly kind: 'undo-refused'; readonly reason: string; readonly facts?: readonly F[] };

/** Database work that must be stored together with the outcome, or not at all. */
export type Effect = (sql: Sql) => Promise<void>;

/** What a step is given. `ports` are those of the item's connection. */
export interface StepCall<S> {
  readonly subject: S;
  readonly item: StepItem;
  /** Made of business facts, the same on every try and every replay. */
  readonly idempotencyKey: string;
  readonly ports: Partial<Ports>;
  /** How many times in a row the step has looked and seen nothing new; lets polls slow down. */
  readonly round: number;
}

export interface StepDefinition<S, F> {
  readonly name: string;
  readonly kind: StepKind;
  readonly port: PortName;
  /** Steps whose items must be settled first: those with the same key or a key above it, else all of them. */
  readonly after: readonly string[];
  /** `undo` steps run only when the flow is cancelled, `forward` steps only while it is not. */
  readonly phase: 'forward' | 'undo';
  /** What there is to do for the subject as it is now. None: the step is not needed (yet). */
  items(subject: S): readonly StepItem[];
  execute(call: StepCall<S>): Promise<StepOutcome<F>>;
  /**
   * Find before create: looks for what an earlier execution may have made. Null: it is surely not there.
   * A command without it, whose outcome is unknown, goes in front of a person.
   */
  find?(call: StepCall<S>): Promise<StepOutcome<F> | null>;
  /** Records an existing remote document that a person chose. */
  bind?(call: StepCall<S>, remoteId: string, remoteNumber: string | null): StepOutcome<F>;
  /** The vendor makes repeats harmless by our key: no look-up is needed. */
  readonly nativelyIdempotent?: boolean;
  /** A wait that has lasted longer goes in front of a person. */
  readonly giveUpAfterMs?: number;
  /** Pauses between tries after transient failures; default exponential with jitter. */
  readonly retryPausesMs?: readonly number[];
}

/**
 * A flow: what the hub does about a business event, as ordered steps. S is the subject as steps see it, F the facts that
 * steps report about it.
 */
export interface FlowDefinition<S, F> {
  readonly name: string;
  /** Lower runs first when a connection has more work than it may do: orders before stock before catalogue. */
  readonly priority: number;
  readonly steps: readonly StepDefinition<S, F>[];
  /** Reads subjects. A subject that is gone is left out. */
  load(sql: Sql, subjectIds: readonly string[]): Promise<ReadonlyMap<string, S>>;
  /** Applies facts to a subject, stores it, and returns it as it is afterwards. Called with the flow run locked. */
  apply(sql: Sql, change: SubjectChange<S, F>): Promise<S>;
  /** True while nothing new may begin for the subject; what has begun goes on, and a cancellation is carried out. */
  isHeld?(subject: S): boolean;
  /** Called in the same transaction when a job of the subject needs a person, or no longer does. */
  attention?(sql: Sql, subject: S, trouble: readonly JobTrouble[]): Promise<void>;
  /** Called in the same transaction when the run ends. */
  finished?(sql: Sql, subject: S, state: 'done' | 'cancelled', traceId: string): Promise<void>;
}

export interface SubjectChange<S, F> {
  readonly subjectId: string;
  readonly subject: S;
  readonly facts: readonly F[];
  readonly step: string;
  readonly item: string;
  readonly connectionId: string;
  readonly traceId: string;
}

export interface JobTrouble {
  readonly step: string;
  readonly item: string;
  readonly connectionId: string;
  readonly state: 'dead' | 'in-doubt';
  readonly summary: string;
}

/** A flow with its types forgotten, as the engine keeps it. Made by `defineFlow` alone. */
export type AnyFlow = FlowDefinition<unknown, unknown>;

/** Checks a flow's shape and forgets its types: subject and facts go in and out of the engine unread. */
export function defineFlow<S, F>(flow: FlowDefinition<S, F>): AnyFlow {
  const names = flow.steps.map((step) => step.name);
  for (const [index, step] of flow.steps.entries()) {
    if (names.indexOf(step.name) !== index) throw new Error(`Flow ${flow.name} has two steps named ${step.name}.`);
    for (const earlier of step.after) {
      const place = names.indexOf(earlier);
      if (place < 0 || place >= index) {
        throw new Error(`Step ${step.name} of flow ${flow.name} comes after ${earlier}, which is not before it.`);
      }
    }
  }
  return flow;
}
