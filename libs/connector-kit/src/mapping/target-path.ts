import { ConfigurationError, RejectedByVendorError } from '../errors/connector-error';

const EACH = Symbol('every entry');

/** One step down a request: a field, one entry of a list, or every entry of a list. */
export type PathStep = string | number | typeof EACH;

const STEP = /\.?([^.[\]']+)|\[(\d*)\]|\['([^']+)'\]/y;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads `customer.address.city`, `lines[0].sku`, `lines[].taxCode` (every line) and `['@odata.type']` (a name with dots).
 * @throws {ConfigurationError} when the text is no such path
 */
export function parseTargetPath(text: string): readonly PathStep[] {
  const steps: PathStep[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const match = STEP.exec(text);
    const step = match === null ? null : stepOf(match);
    if (step === null || (typeof step === 'string' && FORBIDDEN.has(step))) throw invalid(text);
    steps.push(step);
  }
  if (typeof steps[0] !== 'string') throw invalid(text);
  return steps;
}

function stepOf([, name, index, quoted]: RegExpExecArray): PathStep {
  if (index === undefined) return name ?? quoted ?? '';
  return index === '' ? EACH : Number(index);
}

/** A field (or list entry) to be set, with the list entry it belongs to where the path went through one. */
export interface Place {
  readonly item: unknown;
  readonly index: number | null;
  set(value: unknown): void;
}

/** Every place of the request that the path names; objects on the way that are missing are made. */
export function placesOf(request: object, steps: readonly PathStep[], path: string): readonly Place[] {
  return follow({ holder: request, item: null, index: null }, steps, path);
}

interface Position {
  readonly holder: object;
  readonly item: unknown;
  readonly index: number | null;
}

function follow(position: Position, steps: readonly PathStep[], path: string): readonly Place[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [];
  if (step === EACH) return followEach(position, rest, path);
  const { holder, item, index } = position;
  if (typeof step === 'number' && (!Array.isArray(holder) || step > holder.length)) throw missing(path);
  if (rest.length === 0) return [{ item, index, set: (value) => Reflect.set(holder, step, value) }];
  return follow({ holder: inner(holder, step, rest, path), item, index }, rest, path);
}

function followEach({ holder }: Position, rest: readonly PathStep[], path: string): readonly Place[] {
  if (!Array.isArray(holder)) throw missing(path);
  return holder.flatMap((entry: unknown, index) => {
    if (rest.length === 0) return [{ item: entry, index, set: (value: unknown) => Reflect.set(holder, index, value) }];
    if (typeof entry !== 'object' || entry === null) throw missing(path);
    return follow({ holder: entry, item: entry, index }, rest, path);
  });
}

function inner(holder: object, step: string | number, rest: readonly PathStep[], path: string): object {
  const present: unknown = Object.hasOwn(holder, step) ? Reflect.get(holder, step) : undefined;
  if (typeof present === 'object' && present !== null) return present;
  if (present !== undefined && present !== null) throw missing(path);
  const made = typeof rest[0] === 'number' || rest[0] === EACH ? [] : {};
  Reflect.set(holder, step, made);
  return made;
}

function invalid(path: string): ConfigurationError {
  return new ConfigurationError({
    code: 'mapping.invalid',
    summary: `"${path}" is not a path of a target field.`,
    field: path,
  });
}

function missing(path: string): RejectedByVendorError {
  return new RejectedByVendorError({
    code: 'mapping.failed',
    summary: `The request has no place "${path}" for the field rule.`,
    field: path,
  });
}
