import type { z } from 'zod';
import { ConnectorError, RejectedByVendorError } from '../errors/connector-error';
import { expressionRecord } from './expression-record';
import { lookupFunctions } from './expression-functions';
import { RecordSkipped, type Expressions, type FieldRules, type Lookups } from './mapping';
import { parseTargetPath, placesOf } from './target-path';

/** Replaces or adds one field of a request. */
export interface FieldRule {
  /** Path in the request: `customer.taxId`, `lines[].vatCode` for every line, `lines[0].note`, `['@odata.type']`. */
  readonly target: string;
  /** JSONata. Nothing as its result leaves the field as it is; null sets null. */
  readonly expression: string;
}

/** The rules of one operation that are in force. */
export interface FieldRuleSet {
  readonly version: string | number;
  readonly rules: readonly FieldRule[];
  /** JSONata; true, or a text with the reason, means that the record is not sent. */
  readonly skipWhen?: string | null;
}

export interface FieldRulesOptions {
  readonly expressions: Expressions;
  readonly lookups: Lookups;
  /** Null when the operation has no rules: then its requests pass untouched. */
  readonly rulesOf: (operation: string) => FieldRuleSet | null;
  /** Schema of the operation's request; what the rules made of it must fit. */
  readonly targetOf: (operation: string) => z.ZodType | undefined;
  /** The connection's constants. */
  readonly constants?: Readonly<Record<string, unknown>>;
  /** Told which version is about to be applied, for the record of the attempt. */
  readonly onVersion?: (operation: string, version: string | number) => void;
}

/**
 * Field rules over the mapper's request. An expression's input is `{ record, request, constants }`: the canonical record,
 * the mapper's own request and the connection's constants; in a rule for every entry of a list also `item` (the entry) and
 * `index`. It may call the lookup functions. Rules are applied in order and all of them see the mapper's request.
 */
export function fieldRules(options: FieldRulesOptions): FieldRules {
  const functions = lookupFunctions(options.lookups);
  return {
    async apply(operation, record, request) {
      const set = options.rulesOf(operation);
      if (set === null) return request;
      options.onVersion?.(operation, set.version);
      const input = { record: expressionRecord(record), request, constants: options.constants ?? {} };
      const run: RuleRun = { ...options, functions, input };
      await skipIfAsked(run, set);
      if (set.rules.length === 0) return request;
      const changed = structuredClone(request);
      for (const rule of set.rules) await applyRule(run, rule, changed);
      check(options.targetOf(operation), operation, changed);
      return changed;
    },
  };
}

interface RuleRun {
  readonly expressions: Expressions;
  readonly functions: ReturnType<typeof lookupFunctions>;
  readonly input: { readonly record: unknown; readonly request: object; readonly constants: unknown };
}

async function skipIfAsked({ expressions, functions, input }: RuleRun, set: FieldRuleSet): Promise<void> {
  if (set.skipWhen === undefined || set.skipWhen === null || set.skipWhen === '') return;
  const skip = await expressions.compile(set.skipWhen).evaluate(input, functions);
  if (typeof skip === 'string' && skip !== '') throw new RecordSkipped(skip);
  if (skip === true) throw new RecordSkipped(`Field rules, version ${set.version}: this record is not sent.`);
}

async function applyRule({ expressions, functions, input }: RuleRun, rule: FieldRule, request: object): Promise<void> {
  const expression = expressions.compile(rule.expression);
  for (const place of placesOf(request, parseTargetPath(rule.target), rule.target)) {
    const local = place.index === null ? input : { ...input, item: place.item, index: place.index };
    const value = await expression.evaluate(local, functions).catch((error: unknown) => {
      throw naming(rule.target, error);
    });
    if (value !== undefined) place.set(value);
  }
}

function naming(target: string, error: unknown): unknown {
  if (!(error instanceof ConnectorError) || error.code !== 'mapping.failed') return error;
  return new RejectedByVendorError(
    {
      code: 'mapping.failed',
      summary: `The field rule of "${target}" failed. ${error.message}`,
      fix: 'Correct the rule or the record, then retry.',
      vendorCode: error.vendorCode,
      field: target,
    },
    { cause: error },
  );
}

function check(target: z.ZodType | undefined, operation: string, request: object): void {
  const result = target?.safeParse(request);
  if (result === undefined || result.success) return;
  const [first] = result.error.issues;
  const field = first?.path.join('.') ?? '';
  throw new RejectedByVendorError(
    {
      code: 'mapping.failed',
      summary: `After the field rules the request of ${operation} does not fit: "${field}": ${first?.message ?? ''}`,
      fix: `Correct the rule of "${field}" or the record, then retry.`,
      field,
    },
    { cause: result.error },
  );
}
