import type { ErrorAnswer } from './http-client';
import { decodeText, decompressed, parseJson } from './answer-body';
import { KnownValues } from '../scrub/values';
import type { WireAnswer } from './wire';

/** A whole answer. Text and JSON are made once, and only when somebody asks. */
export class Answer {
  private decodedText: string | undefined;
  private parsed: { readonly json: unknown } | undefined;

  private constructor(
    readonly status: number,
    readonly headers: Readonly<Record<string, string>>,
    readonly bytes: Buffer,
    /** Why the body cannot be read, or null. */
    readonly broken: unknown,
  ) {}

  static async of(wire: WireAnswer, maxBytes: number): Promise<Answer> {
    try {
      return new Answer(wire.status, wire.headers, await decompressed(wire, maxBytes), null);
    } catch (error) {
      return new Answer(wire.status, wire.headers, Buffer.alloc(0), error);
    }
  }

  get contentType(): string | undefined {
    return this.headers['content-type'];
  }

  get text(): string {
    this.decodedText ??= decodeText(this.bytes, this.contentType);
    return this.decodedText;
  }

  /** Undefined when the body is not JSON. */
  get json(): unknown {
    this.parsed ??= { json: parseJson(this.text) };
    return this.parsed.json;
  }

  /** For the tables of vendor codes: a vendor that repeats what it was sent does not get credentials into an error. */
  toErrorAnswer(operation: string, write: boolean, secrets: readonly string[]): ErrorAnswer {
    const { status, headers } = this;
    const text = new KnownValues(secrets).withoutSecrets(this.text);
    return { operation, write, status, headers, text, json: text === this.text ? this.json : parseJson(text) };
  }
}
