import jsonata from 'jsonata';
import { ConfigurationError, ConnectorError, RejectedByVendorError } from '../errors/connector-error';
import { MONEY_FUNCTIONS } from './expression-functions';
import type { Expression, Expressions } from './mapping';
import { plainJson } from './plain-json';
import { compileLinear, LinearRegExp } from './regular-expressions';
import { checkTimePicture, LIMITED_FUNCTIONS, LONGEST_TEXT } from './safe-functions';

/** What one evaluation may use. */
export interface ExpressionLimits {
  /** Milliseconds. Default 500: a mapping of a large order takes about one. */
  readonly timeMs: number;
  /** Nested evaluations. Default 300: recursion without an end is stopped before the process's own stack is. */
  readonly depth: number;
  /** Entries of one list. Default 20,000. */
  readonly sequence: number;
  /** Characters of the expression itself. Default 50,000. */
  readonly textLength: number;
}

const DEFAULTS: ExpressionLimits = { timeMs: 500, depth: 300, sequence: 20_000, textLength: 50_000 };
// Entries of all intermediate lists of one evaluation together: lists of lists stay within the process's memory.
const MOST_ENTRIES = 5_000_000;
const MOST_CACHED = 5_000;
const AFTER_EACH_STEP = Symbol.for('jsonata.__evaluate_exit');

type Node = jsonata.ExprNode;

/**
 * JSONata expressions, each text compiled once. An expression reaches its input and bindings, JSONata's own functions
 * (without `$eval`, `$random` and `$shuffle`) and the exact arithmetic of `MONEY_FUNCTIONS`; nothing else. It cannot
 * change its input, run for long, grow without bound or hang in a regular expression (look-around and back references
 * are refused when it is compiled).
 */
export function jsonataExpressions(limits: Partial<ExpressionLimits> = {}): Expressions {
  const inForce = { ...DEFAULTS, ...limits };
  const cache = new Map<string, Expression>();
  return {
    compile(text) {
      const known = cache.get(text);
      if (known !== undefined) return known;
      const made = new JsonataExpression(text, inForce);
      const [oldest] = cache.keys();
      if (cache.size >= MOST_CACHED && oldest !== undefined) cache.delete(oldest);
      cache.set(text, made);
      return made;
    },
  };
}

class JsonataExpression implements Expression {
  private readonly compiled: jsonata.Expression;
  /** JSONata's transform operator works on a copy that the expression itself may choose; ours is made before. */
  private readonly transforms: boolean;

  constructor(
    private readonly text: string,
    limits: ExpressionLimits,
  ) {
    this.compiled = compile(text, limits);
    this.transforms = nodesOf(this.compiled.ast()).some(({ type }) => type === 'transform');
  }

  async evaluate(input: unknown, bindings?: Readonly<Record<string, unknown>>): Promise<unknown> {
    try {
      const [readable, bound] = this.transforms ? [copy(input), copyData(bindings)] : [input, bindings];
      return plainJson(await this.compiled.evaluate(readable, bound));
    } catch (error) {
      if (error instanceof ConnectorError) throw error;
      throw new RejectedByVendorError(
        {
          code: 'mapping.failed',
          summary: `The mapping failed: ${reasonOf(error)}${placeIn(this.text, error)}.`,
          fix: 'Correct the mapping or the record, then retry.',
          vendorCode: codeOf(error),
        },
        { cause: error },
      );
    }
  }
}

function compile(text: string, limits: ExpressionLimits): jsonata.Expression {
  if (text.length > limits.textLength) {
    throw new ConfigurationError({
      code: 'mapping.invalid',
      summary: `A mapping expression is longer than ${limits.textLength} characters.`,
    });
  }
  try {
    const expression = jsonata(text, {
      timeout: limits.timeMs,
      stack: limits.depth,
      sequence: limits.sequence,
      // The engine needs only the part of RegExp that LinearRegExp has.
      RegexEngine: LinearRegExp as unknown as RegExpConstructor,
    });
    for (const { value } of nodesOf(expression.ast())) if (value instanceof RegExp) compileLinear(value);
    addFunctions(expression);
    if (/[(&]|\.\./.test(text)) limitMemory(expression);
    return expression;
  } catch (error) {
    throw new ConfigurationError(
      {
        code: 'mapping.invalid',
        summary: `The mapping expression is not valid: ${reasonOf(error)}${placeIn(text, error)}.`,
        fix: 'Correct the expression.',
      },
      { cause: error },
    );
  }
}

const toMillis = jsonata('$toMillis(time, picture)');

function addFunctions(expression: jsonata.Expression): void {
  for (const [name, run] of Object.entries(MONEY_FUNCTIONS)) expression.assign(name, run);
  for (const [name, { run, signature }] of Object.entries(LIMITED_FUNCTIONS)) {
    expression.registerFunction(name, run, signature);
  }
  const readTime = (time: unknown, picture: unknown): Promise<unknown> => {
    checkTimePicture(time, picture);
    return toMillis.evaluate({ time, picture });
  };
  expression.registerFunction('toMillis', readTime, '<s-s?:n>');
}

function limitMemory(expression: jsonata.Expression): void {
  const entries = new WeakMap<object, number>();
  const check = (node: Node, _input: unknown, frame: { base: object }, result: unknown): void => {
    if (Array.isArray(result)) {
      const total = (entries.get(frame.base) ?? 0) + result.length;
      if (total > MOST_ENTRIES) throw new RangeError(`More than ${MOST_ENTRIES} list entries were made`);
      entries.set(frame.base, total);
    } else if (typeof result === 'string' && node.value === '&' && result.length > LONGEST_TEXT) {
      throw new RangeError(`A text of more than ${LONGEST_TEXT} characters was made`);
    }
  };
  // Bound by a symbol, which JSONata's published types do not know: an expression cannot name or replace it.
  expression.assign(AFTER_EACH_STEP as unknown as string, check);
}

/** Every node of a parsed expression; the tree is walked by its objects, whatever their fields are called. */
function nodesOf(root: Node): Node[] {
  const found: Node[] = [];
  const seen = new Set<object>();
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    if (isNode(node)) found.push(node);
    for (const inner of Object.values<unknown>({ ...node })) waiting.push(inner);
  }
  return found;
}

function isNode(value: object): value is Node {
  return 'type' in value && typeof value.type === 'string';
}

function copy(input: unknown): unknown {
  return input === undefined ? undefined : structuredClone(input);
}

function copyData(bindings: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> | undefined {
  if (bindings === undefined) return undefined;
  const copyOf = (value: unknown): unknown => (typeof value === 'function' ? value : copy(value));
  return Object.fromEntries(Object.entries(bindings).map(([name, value]) => [name, copyOf(value)]));
}

// JSONata throws plain objects with `code`, `message` and `position`.
function reasonOf(error: unknown): string {
  const message = fieldOf(error, 'message');
  return typeof message === 'string' && message !== '' ? message.replace(/\.$/, '') : String(codeOf(error));
}

function codeOf(error: unknown): string | null {
  const code = fieldOf(error, 'code');
  return typeof code === 'string' ? code : null;
}

function placeIn(text: string, error: unknown): string {
  const position = fieldOf(error, 'position');
  if (typeof position !== 'number') return '';
  const near = text
    .slice(Math.max(0, position - 25), position + 5)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return ` at character ${position} (near "${near}")`;
}

function fieldOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}
