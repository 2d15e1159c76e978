import type { ConnectorError } from '../errors/connector-error';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Exchange } from '../http/http-client';

/** What one connector call belongs to. The engine runs every call of a port inside one. */
export interface CallScope {
  /** 32 hexadecimal digits; sent to the vendor as the trace id of `traceparent`. */
  readonly traceId: string;
  /** Aborted when the call is given up: running requests and pauses end at once. */
  readonly signal?: AbortSignal;
  /** Asked right before each request is sent: why it must not be sent any more, or null. */
  readonly refusal?: () => ConnectorError | null;
  /** Told every captured call, already scrubbed. Without it nothing is captured. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Told which version of the field rules a write was made with. */
  readonly onMappingVersion?: (operation: string, version: number) => void;
}

const storage = new AsyncLocalStorage<CallScope>();

export function runInCallScope<T>(scope: CallScope, call: () => T): T {
  return storage.run(scope, call);
}

/** Undefined outside of a call, for example when a connection is only being checked. */
export function currentCallScope(): CallScope | undefined {
  return storage.getStore();
}
