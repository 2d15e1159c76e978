import {
  AmbiguousMatchError,
  ConflictError,
  NotFoundAtVendorError,
  type CancelResult,
  type Cursor,
  type RemoteRecord,
} from '@crossdock/connector-kit';
import { z } from 'zod';
import { base64File, cancelResult, foundRecord } from '../results/records';
import type { CallInput, Operation } from './operation';
import type { Paging } from './paging';

/** A compiled operation and what belongs to it. */
export interface ReadyOperation {
  readonly operation: Operation;
  readonly paging: Paging;
}

/** How one method of a port becomes one configured call. */
export interface PortOperation<Given extends readonly unknown[], Result> {
  readonly title: string;
  /** False: the port works without it, the method alone fails. */
  readonly required: boolean;
  /** The name of the create that this look-up guards: it may be left out when that create is idempotent. */
  readonly guards?: string;
  readonly write: boolean;
  run(ready: ReadyOperation, ...given: Given): Promise<Result>;
}

/** A port as a table: every method of it, each as one operation. */
export type PortTable<Port> = {
  readonly [Method in keyof Port]-?: Port[Method] extends (...given: infer Given) => Promise<infer Result>
    ? PortOperation<Given, Result>
    : never;
};

type ToInput<Given extends readonly unknown[]> = (...given: Given) => CallInput;

/** Reads what must be there. */
export function reading<Given extends readonly unknown[], Result>(
  title: string,
  schema: z.ZodType<Result>,
  input: ToInput<Given>,
): PortOperation<Given, Result> {
  return {
    title,
    required: true,
    write: false,
    run: async (ready, ...given) => required(ready.operation, schema, input(...given)),
  };
}

/** Reads what may not be there. */
export function readingOrNull<Given extends readonly unknown[], Result>(
  title: string,
  schema: z.ZodType<Result>,
  input: ToInput<Given>,
): PortOperation<Given, Result | null> {
  const perhaps = schema.nullish();
  return {
    title,
    required: true,
    write: false,
    run: async ({ operation }, ...given) => {
      const { missing, result } = await operation.call(input(...given));
      return missing ? null : (operation.checked(perhaps, result) ?? null);
    },
  };
}

/** Changes something and gives a result. */
export function writing<Given extends readonly unknown[], Result>(
  title: string,
  schema: z.ZodType<Result>,
  input: ToInput<Given>,
): PortOperation<Given, Result> {
  return {
    title,
    required: true,
    write: true,
    run: async (ready, ...given) => required(ready.operation, schema, input(...given)),
  };
}

/** Changes something; its answer says nothing that the hub needs. */
export function telling<Given extends readonly unknown[]>(
  title: string,
  input: ToInput<Given>,
): PortOperation<Given, void> {
  return {
    title,
    required: true,
    write: true,
    run: async ({ operation }, ...given) => {
      await operation.call({ ...input(...given), bodyIgnored: true });
    },
  };
}

/**
 * Looks a record up by our reference. The result is every candidate with its reference; those that are not equal to ours
 * are left out, whatever the system's search thinks of them.
 * @throws {AmbiguousMatchError} when more than one remains
 */
export function finding<
  Given extends readonly unknown[],
  Result extends { reference: string } = z.output<typeof foundRecord>,
>(
  title: string,
  guards: string,
  input: ToInput<Given>,
  referenceOf: (...given: Given) => string,
  schema: z.ZodType<Result>,
): PortOperation<Given, Result | null> {
  const list = z.array(schema);
  return {
    title,
    guards,
    required: true,
    write: false,
    run: async ({ operation }, ...given) => {
      const { missing, result } = await operation.call(input(...given));
      if (missing) return null;
      const candidates = operation.checked(list, asList(result));
      const reference = referenceOf(...given);
      const [match, another] = candidates.filter((candidate) => candidate.reference === reference);
      if (another !== undefined) throw ambiguous(operation.name, reference);
      return match ?? null;
    },
  };
}

/** Finds a record by our reference and gives its ids. */
export function findingRecord<Given extends readonly unknown[]>(
  title: string,
  guards: string,
  input: ToInput<Given>,
  referenceOf: (...given: Given) => string,
): PortOperation<Given, RemoteRecord | null> {
  const find = finding(title, guards, input, referenceOf, foundRecord);
  return {
    ...find,
    run: async (ready, ...given) => {
      const found = await find.run(ready, ...given);
      return found === null ? null : { id: found.id, number: found.number ?? null };
    },
  };
}

/** Takes something back. A conflict is the system's "too late", with its reason. */
export function cancelling<Given extends readonly unknown[]>(
  title: string,
  input: ToInput<Given>,
): PortOperation<Given, CancelResult> {
  return {
    title,
    required: true,
    write: true,
    run: async ({ operation }, ...given) => {
      try {
        const { result } = await operation.call({ ...input(...given), bodyIgnored: true });
        return operation.settings.response === undefined
          ? { cancelled: true }
          : operation.checked(cancelResult, result);
      } catch (error) {
        if (error instanceof ConflictError) return { cancelled: false, reason: error.message };
        throw error;
      }
    },
  };
}

/** Reads page by page; the result is the list of one page. */
export function pages<Entry, Page>(
  title: string,
  entry: z.ZodType<Entry>,
  page: (entries: readonly Entry[], next: Cursor | null, more: boolean) => Page,
): PortOperation<[cursor: Cursor | null], Page> {
  const list = z.array(entry);
  return {
    title,
    required: true,
    write: false,
    run: async ({ operation, paging }, cursor) => {
      const reply = await operation.call({ record: null, ...paging.begin(cursor) });
      const entries = operation.checked(list, asList(reply.result));
      const { next, more } = await paging.after(operation, cursor, reply);
      return page(entries, next, more);
    },
  };
}

const text = z.string();
const perhapsFile = base64File.nullish();

/** Reads a file: the bytes of the answer, or base64 inside JSON. Null when there is none yet. */
export async function fileOf(operation: Operation, input: CallInput): Promise<Uint8Array | null> {
  const { missing, result } = await operation.call(input);
  if (missing) return null;
  if (operation.settings.accept === 'text') return new TextEncoder().encode(operation.checked(text, result));
  return operation.checked(perhapsFile, result) ?? null;
}

/** The same, but the port works without it. */
export function whereAvailable<Given extends readonly unknown[], Result>(
  operation: PortOperation<Given, Result>,
): PortOperation<Given, Result> {
  return { ...operation, required: false };
}

/** The same for a list: where there is nothing in it, nothing is sent. */
export function unlessEmpty<Item, Rest extends readonly unknown[], Result>(
  operation: PortOperation<[items: readonly Item[], ...rest: Rest], readonly Result[]>,
): PortOperation<[items: readonly Item[], ...rest: Rest], readonly Result[]> {
  return {
    ...operation,
    run: async (ready, items, ...rest) => (items.length === 0 ? [] : operation.run(ready, items, ...rest)),
  };
}

async function required<Result>(operation: Operation, schema: z.ZodType<Result>, input: CallInput): Promise<Result> {
  const { missing, result } = await operation.call(input);
  if (!missing) return operation.checked(schema, result);
  throw new NotFoundAtVendorError({
    code: 'vendor.not-found',
    summary: `${operation.name}: the system has no such record.`,
  });
}

// An expression over a list of one gives the entry itself, over an empty one nothing.
function asList(result: unknown): readonly unknown[] {
  if (result === null || result === undefined) return [];
  return Array.isArray(result) ? result : [result];
}

function ambiguous(operation: string, reference: string): AmbiguousMatchError {
  return new AmbiguousMatchError({
    code: 'vendor.ambiguous',
    summary: `${operation}: the system has more than one record with the reference ${reference}.`,
    fix: 'Choose the right record in the system, or cancel the others there, then retry.',
  });
}
