import assert from 'node:assert/strict';
import {
  AuthenticationError,
  ConnectorError,
  RateLimitedError,
  TransientError,
  UnexpectedResponseError,
  UnknownOutcomeError,
} from '../../errors/connector-error';
import type { PortName, Ports } from '../../ports';
import { type ErrorConstructor, failsWith } from './expectations';
import { SHORT_DEADLINE_MS, type CaseContext, type Suite } from './suite';
import type { ConformanceVendor, FaultKind, PlantedFault } from './vendor';

export interface ArrangedCall<P extends PortName> {
  readonly send: (port: Ports[P]) => Promise<unknown>;
  /**
   * A healthy call before the fault, so that the fault meets the call itself and not the sign-in. Left out, the call
   * itself is made: reads may be repeated.
   */
  readonly warmUp?: (port: Ports[P]) => Promise<unknown>;
}

/** Which of the calls to the vendor a fault is meant for. */
export interface FaultTarget {
  /** Part of its address. */
  readonly match?: string | undefined;
  /** Calls to such addresses that come before it. */
  readonly callsBefore?: number | undefined;
}

/** A call of a port that is made to fail. */
export interface CallUnderTest<P extends PortName> {
  /** Begins the name of every case: `creating a shipment`. */
  readonly what: string;
  readonly write: boolean;
  /** Prepares the vendor; the returned call can be made at once. */
  readonly arrange: (context: CaseContext<P>) => Promise<ArrangedCall<P>>;
  /** The call that is to fail, where it is not the first one. */
  readonly target?: FaultTarget;
  /** The connector does not read what the vendor answers. */
  readonly answerIgnored?: boolean;
}

// Longer than any wait that the kit sits out within a call.
const RETRY_AFTER_S = 30;
/** More than a connector may try by itself. */
const ALWAYS = 20;

/** How every failure of the vendor is told apart. */
export function describeFailures<P extends PortName>(suite: Suite<P>, call: CallUnderTest<P>): void {
  describeOutages(suite, call);
  describeThrottling(suite, call);
  describeRefusedCredentials(suite, call);
}

function describeOutages<P extends PortName>(suite: Suite<P>, call: CallUnderTest<P>): void {
  const { what, write } = call;
  const outage: ErrorConstructor<ConnectorError> = write ? UnknownOutcomeError : TransientError;
  const outcome = write ? 'an unknown outcome' : 'transient';
  suite.check(`${what}: a 500 is ${outcome}`, async (context) => {
    await failsWith(await underFault(context, call, 'http-500'), outage);
  });
  suite.check(`${what}: silence is ${outcome}`, async (context) => {
    await failsWith(await underFault(context, call, 'timeout'), outage);
  });
  suite.check(`${what}: a cut connection is ${write ? 'an unknown outcome, or ' : ''}transient`, async (context) => {
    const error = await failsWith(await underFault(context, call, 'reset'), ConnectorError);
    const allowed = write ? ['transient', 'unknown-outcome'] : ['transient'];
    assert.ok(allowed.includes(error.errorClass), `${error.name} is of the class ${error.errorClass}`);
  });
  if (call.answerIgnored === true) return;
  const unreadable: ErrorConstructor<ConnectorError> = write ? UnknownOutcomeError : UnexpectedResponseError;
  suite.check(`${what}: an unreadable answer is ${write ? outcome : 'an unexpected one'}`, async (context) => {
    await failsWith(await underFault(context, call, 'malformed'), unreadable);
  });
}

function describeThrottling<P extends PortName>(suite: Suite<P>, call: CallUnderTest<P>): void {
  suite.check(`${call.what}: a 429 tells how long to wait, and nothing is sent meanwhile`, async (context) => {
    const send = await underFault(context, call, 'http-429');
    const error = await failsWith(send, RateLimitedError);
    const toldMs = RETRY_AFTER_S * 1_000;
    assert.ok(
      error.retryAfterMs > toldMs / 2 && error.retryAfterMs <= toldMs + 1_000,
      `the wait is the vendor's ${toldMs} ms, not ${error.retryAfterMs} ms`,
    );
    const before = await context.vendor.callCount();
    await failsWith(send, RateLimitedError);
    assert.equal(await context.vendor.callCount(), before, 'no call reaches the vendor while it asked to wait');
  });
}

function describeRefusedCredentials<P extends PortName>(suite: Suite<P>, call: CallUnderTest<P>): void {
  suite.check(`${call.what}: a 401 that renewing does not mend is an authentication error`, async (context) => {
    const send = await underFault(context, call, 'auth', ALWAYS);
    withoutSecrets(await failsWith(send, AuthenticationError), context.harness.secrets);
  });
  suite.check(`${call.what}: wrong credentials are an authentication error`, async (context) => {
    const { send } = await call.arrange(context);
    const { port } = await context.open({ credentials: context.harness.wrongCredentials });
    withoutSecrets(await failsWith(async () => send(port), AuthenticationError), context.harness.secrets);
  });
}

/** The call, on a connection that works but for the fault. */
async function underFault<P extends PortName>(
  context: CaseContext<P>,
  call: CallUnderTest<P>,
  kind: FaultKind,
  times = 1,
): Promise<() => Promise<unknown>> {
  const { send, warmUp = send } = await call.arrange(context);
  const { port } = await context.open(kind === 'timeout' ? { deadlineMs: SHORT_DEADLINE_MS } : {});
  await warmUp(port);
  await plant(context.vendor, { kind, times, retryAfter: RETRY_AFTER_S }, call.target);
  return async () => send(port);
}

/** Faults are used up in turn, so a slowness of no time at all lets the calls before the target pass. */
export async function plant(vendor: ConformanceVendor, fault: PlantedFault, target: FaultTarget = {}): Promise<void> {
  const where = target.match === undefined ? {} : { match: target.match };
  const { callsBefore = 0 } = target;
  if (callsBefore > 0) await vendor.fault({ kind: 'slow', delayMs: 0, times: callsBefore, ...where });
  await vendor.fault({ ...fault, ...where });
}

function withoutSecrets(error: ConnectorError, secrets: readonly string[]): void {
  for (const secret of secrets) assert.ok(!error.message.includes(secret), 'the error holds no secret');
}
