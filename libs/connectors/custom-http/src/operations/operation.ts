import {
  ConnectorError,
  expressionRecord,
  RejectedByVendorError,
  UnexpectedResponseError,
  UnknownOutcomeError,
  type Clock,
  type ErrorAnswer,
  type Expression,
  type Expressions,
  type FieldRules,
  type HttpClient,
  type HttpRequest,
} from '@crossdock/connector-kit';
import { z } from 'zod';
import type { OperationSettings } from '../settings/operation';
import { errorOfVerdict, errorVerdict } from './answer-errors';
import { compileTemplate, encodePathStep, plainHeader, type Filling, type Template } from './template';

// What an answer must look like is said by the result's schema, after the `response` expression.
const anyJson = z.unknown();

/** What an operation works with; the same for all operations of a connection. */
export interface OperationTools {
  readonly http: HttpClient;
  readonly expressions: Expressions;
  readonly rules: FieldRules;
  readonly clock: Clock;
  readonly constants: Readonly<Record<string, unknown>>;
  /** Functions that expressions may call: the lookup tables. */
  readonly functions: Filling;
  /** The connection's `errors` expression, for operations without one. */
  readonly errors: string | undefined;
}

/** What one call is about. */
export interface CallInput {
  /** The canonical record, or the ids of the record that is asked for. */
  readonly record: unknown;
  readonly key?: string;
  readonly cursor?: string | null;
  /** Further query parameters (paging). */
  readonly query?: Readonly<Record<string, string>>;
  /** Address in place of the configured one (a link to the next page). */
  readonly address?: string;
  /** The result does not depend on the body of the answer, unless a `response` expression is configured. */
  readonly bodyIgnored?: boolean;
}

export interface Reply {
  /** The answer's status is one of those that mean "there is none". */
  readonly missing: boolean;
  /** Result of the `response` expression; without one, the body. */
  readonly result: unknown;
  /** What further expressions about this answer see. */
  readonly view: Filling;
}

/** One configured call, everything compiled. */
export class Operation {
  private readonly path: Template;
  private readonly query: readonly (readonly [string, Template])[];
  private readonly headers: readonly (readonly [string, Template])[];
  private readonly request: Expression | null;
  private readonly success: Expression | null;
  private readonly response: Expression | null;
  private readonly errors: Expression | null;

  /**
   * @param name in our words, for example `create-fulfilment`
   * @param write whether it changes something at the system; a search by POST does not
   * @throws {ConfigurationError} when an expression is wrong
   */
  constructor(
    readonly name: string,
    readonly write: boolean,
    readonly settings: OperationSettings,
    private readonly tools: OperationTools,
  ) {
    const { expressions } = tools;
    const compiled = (text: string | undefined): Expression | null =>
      text === undefined ? null : expressions.compile(text);
    const templates = (texts: Readonly<Record<string, string>>, encode: (value: string) => string) =>
      Object.entries(texts).map(([field, text]) => [field, compileTemplate(text, expressions, encode)] as const);
    this.path = compileTemplate(settings.path, expressions, encodePathStep);
    this.query = templates(settings.query, (value) => value);
    this.headers = templates(settings.headers, plainHeader);
    this.request = compiled(settings.request);
    this.success = compiled(settings.success);
    this.response = compiled(settings.response);
    this.errors = compiled(settings.errors ?? tools.errors);
  }

  async call(input: CallInput): Promise<Reply> {
    const filling = {
      record: expressionRecord(input.record),
      key: input.key ?? null,
      cursor: input.cursor ?? null,
      constants: this.tools.constants,
    };
    const answer = await this.tools.http.request(await this.requestOf(input, filling));
    const { status, body, headers } = answer;
    const view = { ...filling, status, body, headers };
    if (this.settings.notFound.includes(status)) return { missing: true, result: null, view };
    await this.refuseFailure(view, status, headers);
    if (this.response === null) return { missing: false, result: body, view };
    const result = await this.understood(this.response, view);
    return { missing: false, result, view };
  }

  /** Checks a result. @throws {UnknownOutcomeError} after a write, {UnexpectedResponseError} after a read */
  checked<T>(schema: z.ZodType<T>, result: unknown): T {
    const parsed = schema.safeParse(result ?? undefined);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    throw this.unreadable(`${field === '' ? 'the result' : `"${field}"`}: ${issue?.message ?? 'wrong'}`, parsed.error);
  }

  /** Evaluates an expression about an answer. What fails here failed after the system had answered. */
  async understood(expression: Expression, view: Filling): Promise<unknown> {
    try {
      return await expression.evaluate(view, this.tools.functions);
    } catch (error) {
      const codeOfAReadHasNoRow = error instanceof ConnectorError && error.code !== 'mapping.failed' && !this.write;
      if (codeOfAReadHasNoRow) throw error;
      throw this.unreadable(error instanceof Error ? error.message : 'it could not be mapped', error);
    }
  }

  /** The configuration's verdict on an error answer; null when it has none, then the status decides. */
  async errorOf(answer: ErrorAnswer): Promise<ConnectorError | null> {
    const { status, headers, text, json } = answer;
    return this.verdictOn({ status, headers, text, body: json ?? null, constants: this.tools.constants });
  }

  private async requestOf(input: CallInput, filling: Filling): Promise<HttpRequest<unknown>> {
    const { settings } = this;
    const { functions } = this.tools;
    const needsBody = this.response !== null || this.success !== null || input.bodyIgnored !== true;
    const accept = needsBody ? settings.accept : 'nothing';
    return {
      operation: this.name,
      method: settings.method,
      path: input.address ?? single(await this.path.fill(filling, functions)) ?? '',
      query: { ...(input.address === undefined ? await filled(this.query, filling, functions) : {}), ...input.query },
      headers: singles(await filled(this.headers, filling, functions)),
      ...(await this.bodyOf(input, filling)),
      write: this.write,
      accept,
      ...(accept === 'json' ? { schema: anyJson } : {}),
      alsoAccept: settings.notFound,
      ...(settings.deadlineMs === undefined ? {} : { deadlineMs: settings.deadlineMs }),
    };
  }

  private async bodyOf(input: CallInput, filling: Filling): Promise<Pick<HttpRequest<unknown>, 'json' | 'form'>> {
    if (this.request === null) return {};
    const made = await this.request.evaluate(filling, this.tools.functions);
    const ruled = this.write && isObject(made) ? await this.tools.rules.apply(this.name, input.record, made) : made;
    if (this.settings.encoding === 'json') return { json: ruled };
    if (isObject(ruled)) return { form: formOf(ruled) };
    throw new RejectedByVendorError({
      code: 'mapping.failed',
      summary: `${this.name}: a form needs an object of fields.`,
    });
  }

  private async refuseFailure(view: Filling, status: number, headers: Readonly<Record<string, string>>): Promise<void> {
    if (this.success === null || (await this.understood(this.success, view)) === true) return;
    const verdict = await this.verdictOn({ ...view, status, headers });
    throw (
      verdict ??
      new RejectedByVendorError({
        code: 'vendor.rejected',
        summary: `${this.name}: the system answered ${status} and did not do it.`,
        httpStatus: status,
      })
    );
  }

  private async verdictOn(
    view: Filling & { readonly status: number; readonly headers: Readonly<Record<string, string>> },
  ): Promise<ConnectorError | null> {
    if (this.errors === null) return null;
    // An expression that cannot read this body (a page of a proxy) says nothing about it.
    const verdict = await this.errors.evaluate(view, this.tools.functions).catch(() => null);
    const parsed = errorVerdict.safeParse(verdict);
    const about = { operation: this.name, status: view.status, headers: view.headers };
    return parsed.success ? errorOfVerdict(parsed.data, about, this.tools.clock.now()) : null;
  }

  private unreadable(reason: string, cause: unknown): ConnectorError {
    const facts = {
      code: 'vendor.unexpected-answer',
      summary: `${this.name}: the answer could not be used: ${reason}.`,
      fix: 'Check the "response" expression of the operation against what the system answers.',
    };
    return this.write ? new UnknownOutcomeError(facts, { cause }) : new UnexpectedResponseError(facts, { cause });
  }
}

type Filled = Record<string, string | readonly string[]>;

async function filled(
  templates: readonly (readonly [string, Template])[],
  filling: Filling,
  functions: Filling,
): Promise<Filled> {
  const values: Filled = {};
  for (const [name, template] of templates) {
    const value = await template.fill(filling, functions);
    if (value !== null) values[name] = value;
  }
  return values;
}

function single(value: string | readonly string[] | null): string | null {
  return typeof value === 'string' ? value : (value?.[0] ?? null);
}

function singles(values: Filled): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, single(value) ?? '']));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function formOf(fields: object): Record<string, string> {
  const entries = Object.entries(fields).filter(([, value]) => value !== null);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}
