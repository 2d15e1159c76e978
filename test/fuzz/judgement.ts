import { checkOrder } from '@crossdock/canonical';
import { ConnectorError, ERROR_CLASSES, RateLimitedError, type Exchange } from '@crossdock/connector-kit';
import type { MalformedAnswer } from './answer-mutations';
import type { Replay } from './replaying-vendor';
import type { Operation } from './subjects/subject';

/** How a call ended. */
export type Ending =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'hang' };

export interface Judged {
  /** Word of the outcome for the count: `value`, or the class of the error. */
  readonly outcome: string;
  /** What should never have happened. */
  readonly faults: readonly string[];
}

const DAY_MS = 24 * 3_600_000;
const LONGEST_SUMMARY = 1_000;
const MOST_CALLS = 200;
// A value that is in the pages of the vendor too, such as "PL", says nothing.
const SHORTEST_TELLING = 5;

/** What the engine can take: a value of the port's shape, or an error of a class that says what to do next. */
export function judge(
  ending: Ending,
  operation: Operation,
  replay: Replay,
  exchanges: readonly Exchange[],
  hidden: Hidden,
): Judged {
  const seen = [
    ...whatIsSeen(exchanges, hidden),
    ...(replay.calls > MOST_CALLS ? [`${replay.calls} calls were made`] : []),
  ];
  if (ending.kind === 'hang') return { outcome: 'hang', faults: ['it never ended', ...seen] };
  if (ending.kind === 'value') return { outcome: 'value', faults: [...ofValue(ending.value, operation), ...seen] };
  const { error } = ending;
  if (!(error instanceof ConnectorError)) {
    const said =
      error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' | ') : String(error);
    return { outcome: 'another exception', faults: [`it threw ${said}`, ...seen] };
  }
  return {
    outcome: error.errorClass,
    faults: [...ofError(error, hidden), ...ofWrite(error, operation, replay), ...seen],
  };
}

function ofValue(value: unknown, operation: Operation): string[] {
  const parsed = operation.result.safeParse(value);
  if (!isStorable(value)) return [`the value cannot be stored: ${preview(value)}`];
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return [`the value has not the shape of the port: ${issue?.path.join('.')} ${issue?.message}: ${preview(value)}`];
  }
  if (operation.name !== 'orderSource.fetchOrder' || value === null) return [];
  try {
    checkOrder((value as { readonly order: Parameters<typeof checkOrder>[0] }).order);
    return [];
  } catch (error) {
    return [`the order cannot be checked: ${String(error)}`];
  }
}

export interface Hidden {
  /** What the connection was given; may be seen nowhere, however spoilt the answer is. */
  readonly credentials: readonly string[];
  /** Those and the tokens that the vendor gives; may be seen nowhere. */
  readonly secrets: readonly string[];
  /** Values of the request: in no exchange, and in a summary only in the vendor's own words. */
  readonly personal: readonly string[];
  /** What the vendor said in the malformed answers. */
  readonly said: () => string;
}

export function ofError(error: ConnectorError, hidden: Hidden): string[] {
  const texts = { summary: error.message, fix: error.fix, vendorCode: error.vendorCode, field: error.field };
  return [
    ...ofKind(error),
    ...ofSummary(error.message, hidden),
    ...Object.entries(texts).flatMap(([name, text]) => (text == null ? [] : ofText(name, text, hidden))),
  ];
}

function ofKind(error: ConnectorError): string[] {
  const faults: string[] = [];
  if (!ERROR_CLASSES.includes(error.errorClass)) faults.push(`its class is ${error.errorClass}`);
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(error.code)) faults.push(`its code is "${error.code}"`);
  if (error instanceof RateLimitedError && !(error.retryAfterMs >= 0 && error.retryAfterMs <= DAY_MS)) {
    faults.push(`it says to wait ${error.retryAfterMs} ms`);
  }
  return faults;
}

function ofSummary(message: string, hidden: Hidden): string[] {
  const faults: string[] = [];
  const said = hidden.said();
  if (!/\p{L}{2,}.*\s/u.test(message)) faults.push(`its summary is no sentence: "${message}"`);
  if (/\[object |(?<!received )\bundefined\b/.test(message) && !/undefined|\[object /.test(said)) {
    faults.push(`its summary is not in plain words: "${message}"`);
  }
  const told = hidden.personal.filter((value) => message.includes(value) && !said.includes(value));
  return [...faults, ...told.map((value) => `its summary holds "${value}", which the vendor did not say`)];
}

function ofText(name: string, text: unknown, hidden: Hidden): string[] {
  if (typeof text !== 'string') return [`its ${name} is no text: ${preview(text)}`];
  const faults: string[] = [];
  if (text.length > LONGEST_SUMMARY) faults.push(`its ${name} has ${text.length} characters`);
  if (/[\p{Cc}\p{Cs}]/u.test(text)) faults.push(`its ${name} has control characters: ${preview(text)}`);
  const values = name === 'summary' ? hidden.secrets : [...hidden.secrets, ...hidden.personal];
  const held = values.filter((value) => text.includes(value));
  return [...faults, ...held.map(() => `its ${name} holds what may not be seen: ${preview(text)}`)];
}

const OPEN_OUTCOMES = new Set(['unknown-outcome', 'conflict']);
const isSignIn = (path: string): boolean => /token/i.test(path.split('?')[0] ?? '');

/** A write that may have been done may not end as if it had not been. */
function ofWrite(error: ConnectorError, operation: Operation, replay: Replay): string[] {
  if (!operation.write || replay.offScript || OPEN_OUTCOMES.has(error.errorClass)) return [];
  // What may be said again does no harm, whatever its second telling is answered.
  if (operation.repeatable === true && ['transient', 'throttled', 'rejected'].includes(error.errorClass)) return [];
  const sent = replay.spoilt.find(({ method, path }) => method !== 'GET' && !isSignIn(path));
  if (sent === undefined || !mayBeDone(sent.answer)) return [];
  const ended = `${error.errorClass} (${error.code}: ${error.message.slice(0, 200)})`;
  return [`a write that may have been done (${sent.answer.name}) ended as ${ended}`];
}

function mayBeDone({ status, readable, ending }: MalformedAnswer): boolean {
  return (status >= 200 && status < 300) || ending !== 'close' || !readable;
}

function whatIsSeen(exchanges: readonly Exchange[], hidden: Hidden): string[] {
  const transcript = JSON.stringify(exchanges);
  const faults: string[] = [];
  // Where bytes are spoilt, so may be the very name by which a value is known to be personal.
  const spoilt = transcript.includes('\ufffd') || transcript.includes('\\u0000') || transcript.includes('\\\\u0000');
  for (const value of spoilt ? hidden.credentials : [...hidden.secrets, ...hidden.personal]) {
    for (const spelling of [value, encodeURIComponent(value)]) {
      if (!transcript.includes(spelling)) continue;
      const at = transcript.indexOf(spelling);
      faults.push(`"${value}" is seen in the transcript: …${transcript.slice(Math.max(0, at - 120), at + 80)}…`);
      break;
    }
  }
  return faults;
}

const PERSONAL = new Set(['email', 'phone', 'firstName', 'lastName', 'street', 'taxId']);

/** The values of a record that name a person. */
export function personalValues(record: unknown): readonly string[] {
  if (typeof record !== 'object' || record === null) return [];
  const own = Object.entries(record).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value !== 'string') return personalValues(value);
    return PERSONAL.has(name) && value.length >= SHORTEST_TELLING ? [value] : [];
  });
  return [...new Set(own)];
}

/** PostgreSQL takes neither NUL nor half of a surrogate pair. */
export function isStorable(value: unknown): boolean {
  return value === undefined || !/\\u(?:0000|d[89ab][0-9a-f]{2})/.test(JSON.stringify(value));
}

function preview(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 200);
}
