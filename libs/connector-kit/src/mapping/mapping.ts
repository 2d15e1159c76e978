/** Code lists of one connection, read from the hub's lookup tables with the connector's shipped defaults below them. */
export interface Lookups {
  /** @throws {UnmappedValueError} naming table and key */
  get(table: string, key: string): string;
  find(table: string, key: string): string | null;
}

/** Thrown by `FieldRules.apply` when a rule says that the record is not to be sent: the step counts as skipped. */
export class RecordSkipped extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = 'RecordSkipped';
  }
}

/**
 * Field rules of one connection. A connector passes every write through it, after its own mapper and before sending:
 * rules may replace or add a field of the request, or skip the record. The version in force is recorded with the attempt.
 */
export interface FieldRules {
  /**
   * @param operation name of an operation declared in the manifest
   * @param canonical the record the request was made from
   * @param request the mapper's result; never changed in place
   * @throws {RejectedByVendorError} code `mapping.failed` when a rule fails or its result does not fit the operation's target
   * @throws {RecordSkipped} when a rule skips the record; let it pass
   */
  apply<T extends object>(operation: string, canonical: unknown, request: T): Promise<T>;
}

/** A JSONata expression, compiled once, run within limits of time, depth and size; it reaches nothing but its input. */
export interface Expression {
  /** @throws {RejectedByVendorError} code `mapping.failed` with the place in the expression */
  evaluate(input: unknown, bindings?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

export interface Expressions {
  /** @throws {ConfigurationError} when the text is not valid JSONata */
  compile(text: string): Expression;
}
