import type { Order } from '@crossdock/canonical';
import { z } from 'zod';
import type { HubAccess } from '../hub-access';
import { CommandFailed } from '../outcome';

/** What the hub said to one order. */
export type PostOutcome =
  | { readonly is: 'accepted'; readonly id: string }
  | { readonly is: 'already-there'; readonly id: string }
  /** The hub has another order under this number. */
  | { readonly is: 'conflict'; readonly detail: string }
  /** The hub found the order wrong. */
  | { readonly is: 'refused'; readonly detail: string }
  /** No answer that counts, after every try. */
  | { readonly is: 'failed'; readonly detail: string };

export interface PostTiming {
  /** Wait before the second try; it doubles with each further one. */
  readonly firstPauseMs: number;
  readonly maxTries: number;
  readonly requestTimeoutMs: number;
  /** Longest time that one order may spend waiting because the hub asks to. */
  readonly maxThrottledMs: number;
}

const TIMING: PostTiming = { firstPauseMs: 300, maxTries: 7, requestTimeoutMs: 30_000, maxThrottledMs: 600_000 };
// Request timeout, too early, too many requests.
const TRY_LATER = new Set([408, 425, 429]);
const LONGEST_PAUSE_MS = 15_000;

const placed = z.object({ id: z.string() });
const problem = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string().optional(), message: z.string().optional() })).optional(),
});

/** Hands orders to the hub. Trying again is safe: the order number decides whether it is there already. */
export class OrderPoster {
  private readonly timing: PostTiming;
  private notBefore = 0;

  constructor(
    private readonly hub: HubAccess,
    timing: Partial<PostTiming> = {},
  ) {
    this.timing = { ...TIMING, ...timing };
  }

  /** @throws {CommandFailed} when the hub does not take the key: no order will do better */
  async post(order: Order): Promise<PostOutcome> {
    const body = JSON.stringify(order);
    let detail = '';
    for (let tries = 0, throttledMs = 0; tries < this.timing.maxTries;) {
      await sleep(this.notBefore - Date.now());
      const answer = await this.send(body);
      const outcome = 'failure' in answer ? null : readOutcome(answer);
      if (outcome !== null) return outcome;
      detail = 'failure' in answer ? answer.failure : `HTTP ${answer.status} ${answer.text.slice(0, 200)}`;
      if ('status' in answer && answer.status === 429) {
        const wait = retryAfterMs(answer.retryAfter, Date.now());
        // The limit is the key's, so every other order waits as well.
        this.notBefore = Math.max(this.notBefore, Date.now() + wait);
        throttledMs += wait;
        if (throttledMs > this.timing.maxThrottledMs) break;
      } else {
        tries += 1;
        if (tries < this.timing.maxTries) await sleep(pauseMs(this.timing.firstPauseMs, tries));
      }
    }
    return { is: 'failed', detail };
  }

  private async send(body: string): Promise<Answer | { readonly failure: string }> {
    try {
      const response = await fetch(`${this.hub.url}/api/v1/orders`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.hub.key}`, 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(this.timing.requestTimeoutMs),
      });
      return { status: response.status, retryAfter: response.headers.get('retry-after'), text: await response.text() };
    } catch (error) {
      return { failure: failureText(error) };
    }
  }
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

/** Null when the order has to be tried again. @throws {CommandFailed} at 401 and 403 */
function readOutcome(answer: Answer): PostOutcome | null {
  const { status } = answer;
  if (status === 200 || status === 202) return readPlaced(answer);
  if (status === 401 || status === 403) {
    throw new CommandFailed(
      `The hub does not take the API key for placing orders (HTTP ${status}): ${explain(answer)}`,
    );
  }
  if (status === 409) return { is: 'conflict', detail: explain(answer) };
  return status >= 500 || TRY_LATER.has(status) ? null : { is: 'refused', detail: explain(answer) };
}

function readPlaced({ status, text }: Answer): PostOutcome | null {
  const body = placed.safeParse(parseJson(text));
  return body.success ? { is: status === 202 ? 'accepted' : 'already-there', id: body.data.id } : null;
}

function explain({ status, text }: Answer): string {
  const body = problem.safeParse(parseJson(text));
  if (!body.success) return `HTTP ${status}`;
  const errors = (body.data.errors ?? []).map(({ pointer, message }) => `${pointer ?? ''} ${message ?? ''}`.trim());
  return [body.data.detail ?? body.data.title ?? `HTTP ${status}`, ...errors].join('; ');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Retry-After is a number of seconds or a date (RFC 9110, 10.2.3); a second when there is none. */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null) return 1_000;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.max(wait, 0) : 1_000;
}

/** Full jitter, so that the orders of one import do not all come back at once. */
function pauseMs(firstPauseMs: number, tries: number): number {
  return Math.random() * Math.min(firstPauseMs * 2 ** (tries - 1), LONGEST_PAUSE_MS);
}

function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

async function sleep(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
