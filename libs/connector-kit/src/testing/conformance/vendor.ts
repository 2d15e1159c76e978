export type FaultKind =
  | 'http-500'
  | 'http-429'
  | 'timeout'
  /** The vendor does it and never answers. */
  | 'timeout-after-commit'
  | 'slow'
  /** The vendor does it and answers nonsense with 200. */
  | 'malformed'
  /** The connection is cut before the vendor does anything. */
  | 'reset'
  | 'auth';

export interface PlantedFault {
  readonly kind: FaultKind;
  /** Default 1. */
  readonly times?: number;
  /** Only for calls whose address has this in it. */
  readonly match?: string;
  /** Seconds. */
  readonly retryAfter?: number;
  readonly delayMs?: number;
}

/** A record as the vendor has it. */
export interface VendorRecord {
  readonly type: string;
  readonly id: string;
  readonly reference: string | null;
  readonly [field: string]: unknown;
}

/** The other side of the connection: broken on purpose, moved on, asked what it has. */
export interface ConformanceVendor {
  /** Forgets everything that happened. */
  reset(): Promise<void>;
  fault(fault: PlantedFault): Promise<void>;
  clearFaults(): Promise<void>;
  records(type?: string): Promise<readonly VendorRecord[]>;
  /** Moves the vendor's world on; what it understands is the vendor's own. */
  advance(body: Readonly<Record<string, unknown>>): Promise<unknown>;
  settings(body: Readonly<Record<string, unknown>>): Promise<void>;
  callCount(): Promise<number>;
}

/**
 * A simulated system of the sandbox, through its control calls.
 * @param baseUrl of the sandbox, without the system's prefix; a function when the sandbox starts after the suites are
 *   registered
 */
export function sandboxVendor(baseUrl: string | (() => string), slug: string): ConformanceVendor {
  const base = typeof baseUrl === 'string' ? (): string => baseUrl : baseUrl;
  const own = (path: string): string => `${base()}/__sandbox/${slug}/${path}`;
  return {
    reset: async () => {
      await control('POST', `${base()}/__sandbox/reset`, {});
    },
    fault: async (fault) => {
      await control('POST', own('faults'), fault);
    },
    clearFaults: async () => {
      await control('DELETE', own('faults'));
    },
    records: async (type) => {
      const answer = await control('GET', own(type === undefined ? 'records' : `records?type=${type}`));
      return answer as readonly VendorRecord[];
    },
    advance: async (body) => {
      const answer = await control('POST', own('advance'), body);
      return (answer as { readonly result: unknown }).result;
    },
    settings: async (body) => {
      await control('POST', own('settings'), body);
    },
    callCount: async () => {
      const answer = await control('GET', own('calls'));
      return (answer as { readonly total: number }).total;
    },
  };
}

async function control(method: string, url: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to ${method} ${url}: ${text}`);
  return JSON.parse(text) as unknown;
}
