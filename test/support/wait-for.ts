export interface WaitOptions {
  /** Default 10 s. */
  readonly timeoutMs?: number;
  /** Default 25 ms. */
  readonly everyMs?: number;
  /** What is waited for, in words, for the message when it does not come. */
  readonly what?: string;
}

/**
 * Asks again and again until the condition holds, and returns what it gave.
 * A condition holds when it gives anything but `false`, `null` or `undefined`; one that throws does not hold yet.
 * @throws {Error} after the time, with the last reason
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { timeoutMs = 10_000, everyMs = 25, what = 'the condition' }: WaitOptions = {},
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const outcome = await attempt(condition);
    if (outcome.holds) return outcome.value;
    if (Date.now() >= deadline) {
      throw new Error(`Waited ${timeoutMs} ms for ${what}${outcome.reason}`, { cause: outcome.cause });
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

type Outcome<T> =
  | { readonly holds: true; readonly value: Exclude<T, false | null | undefined> }
  | { readonly holds: false; readonly reason: string; readonly cause?: unknown };

async function attempt<T>(condition: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    const value = await condition();
    if (holds(value)) return { holds: true, value };
    return { holds: false, reason: '' };
  } catch (cause) {
    return { holds: false, reason: `: ${cause instanceof Error ? cause.message : String(cause)}`, cause };
  }
}

function holds<T>(value: T): value is Exclude<T, false | null | undefined> {
  return value !== false && value !== null && value !== undefined;
}
