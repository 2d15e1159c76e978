import type { PortName } from '@crossdock/connector-kit';

/** One operation of a port, tried once. */
export interface Check {
  readonly port: PortName;
  readonly operation: string;
  readonly ok: boolean;
  /** How long it took, milliseconds; 0 when it was not run. */
  readonly ms: number;
  /** One sentence for a person, without secrets. */
  readonly detail: string;
}

/** The call came back with something that the contract of the port does not allow. */
export class NotAsExpected extends Error {}

/** What is expected of a call. */
export interface Expectation<Result> {
  /** What came back, in words. @throws {NotAsExpected} when it is not right */
  readonly describe: (result: Result) => string;
  /**
   * Set where the sample names something that only the system itself can have (a payment, an offer): then its refusal
   * shows that the operation is understood. The text says which sample makes the check whole.
   */
  readonly refusalIsAnswer?: string;
}

/** A call that went as expected has its result; any other has none and is in the report already. */
export type Outcome<Result> = { readonly ok: true; readonly result: Result } | { readonly ok: false };
