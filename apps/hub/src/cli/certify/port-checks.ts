import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AmbiguousMatchError,
  ConnectorError,
  RateLimitedError,
  runInCallScope,
  UnmappedValueError,
  type PortName,
} from '@crossdock/connector-kit';
import { NotAsExpected, type Check, type Expectation, type Outcome } from './check';

/** Longer than any call of a connector with its own pauses; then it is given up. */
const OPERATION_DEADLINE_MS = 60_000;
const LONGEST_THROTTLE_MS = 30_000;
const MOST_THROTTLES = 3;
const LONGEST_DETAIL = 300;
/** Of an operation that the settings of the connection leave out: there is nothing to check. */
const NOT_CONFIGURED = 'connection.operation-missing';

/** Where finished checks go. */
export interface CheckSink {
  add(check: Check): void;
  /** Takes secrets out of a text. */
  readonly clean: (text: string) => string;
}

/** Runs the operations of one port and notes how each went. Nothing is thrown for what a system does. */
export class PortChecks {
  constructor(
    private readonly port: PortName,
    private readonly sink: CheckSink,
  ) {}

  async run<Result>(
    operation: string,
    call: () => Promise<Result>,
    expected: Expectation<Result>,
  ): Promise<Outcome<Result>> {
    const from = performance.now();
    try {
      const result = await patiently(call);
      this.note(operation, { ok: true, from, detail: expected.describe(result) });
      return { ok: true, result };
    } catch (error) {
      if (error instanceof ConnectorError && error.code === NOT_CONFIGURED) return { ok: false };
      this.note(operation, { from, ...judged(error, expected.refusalIsAnswer) });
      return { ok: false };
    }
  }

  /** An operation that could not be tried, because what it needs is not there. */
  notRun(operation: string, reason: string): void {
    this.sink.add({ port: this.port, operation, ok: false, ms: 0, detail: `not run: ${reason}` });
  }

  private note(operation: string, { ok, from, detail }: { ok: boolean; from: number; detail: string }): void {
    const text = this.sink.clean(detail).replace(/\s+/g, ' ');
    this.sink.add({
      port: this.port,
      operation,
      ok,
      ms: Math.round(performance.now() - from),
      detail: text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL - 1)}…` : text,
    });
  }
}

/** Waits when the system asks to, a few times. */
async function patiently<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let throttles = 0; ; throttles += 1) {
    try {
      return await scoped(call);
    } catch (error) {
      const waits = error instanceof RateLimitedError && error.retryAfterMs <= LONGEST_THROTTLE_MS;
      if (!waits || throttles >= MOST_THROTTLES) throw error;
      await sleep(error.retryAfterMs);
    }
  }
}

async function scoped<Result>(call: () => Promise<Result>): Promise<Result> {
  const scope = { traceId: randomBytes(16).toString('hex'), signal: AbortSignal.timeout(OPERATION_DEADLINE_MS) };
  return runInCallScope(scope, call);
}

function judged(
  error: unknown,
  refusalIsAnswer: string | undefined,
): { readonly ok: boolean; readonly detail: string } {
  if (error instanceof NotAsExpected) return { ok: false, detail: error.message };
  if (!(error instanceof ConnectorError)) {
    return { ok: false, detail: `a bug of the connector: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (refusalIsAnswer !== undefined && isRefusal(error)) {
    return { ok: true, detail: `refused as it must be (${error.message}); ${refusalIsAnswer}` };
  }
  return { ok: false, detail: [`${error.errorClass}: ${error.message}`, error.fix].filter(Boolean).join(' ') };
}

/** The system read the request and said no. A code that is missing on our side is not its answer. */
function isRefusal(error: ConnectorError): boolean {
  if (error instanceof UnmappedValueError || error instanceof AmbiguousMatchError) return false;
  return error.errorClass === 'rejected' || error.errorClass === 'conflict';
}
