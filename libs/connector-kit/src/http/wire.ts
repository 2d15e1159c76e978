import type { Dispatcher } from 'undici';

/** A request ready to go out. */
export interface WireRequest {
  readonly origin: string;
  /** Path with query. */
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export type WireFailureKind = 'timeout' | 'reset' | 'refused' | 'cancelled' | 'cut' | 'too-large';

/** No whole answer came. `sent` is false when not a byte of the request left: then nothing can have happened. */
export class WireFailure extends Error {
  constructor(
    readonly kind: WireFailureKind,
    readonly sent: boolean,
    /** What had come of the answer when it broke off. */
    readonly partial: WireAnswer | null,
    options?: ErrorOptions,
  ) {
    super(kind, options);
    this.name = 'WireFailure';
  }
}

export interface WireLimits {
  /** For the whole call: connecting, sending, waiting, reading. */
  readonly deadlineMs: number;
  readonly maxAnswerBytes: number;
  readonly signal: AbortSignal | undefined;
  /** Asked once more when the connection stands, right before the first byte: why nothing must be sent, or null. */
  readonly refusal?: (() => Error | null) | undefined;
}

/** Sends one request and reads the whole answer. @throws {WireFailure} */
export async function sendOverWire(
  dispatcher: Dispatcher,
  request: WireRequest,
  limits: WireLimits,
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const call = new WireCall(limits, resolve, reject);
    try {
      dispatcher.dispatch({ ...request, headersTimeout: 0, bodyTimeout: 0 }, call);
    } catch (error) {
      call.failed('refused', error);
    }
  });
}

/** One call on its way. Listens to undici, to its own deadline and to the engine, whoever comes first. */
class WireCall implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | null = null;
  private status: number | null = null;
  private headers: Readonly<Record<string, string>> = {};
  private readonly chunks: Buffer[] = [];
  private bytes = 0;
  private settled = false;
  private readonly timer: NodeJS.Timeout;
  private readonly giveUp = (): void => {
    this.failed('cancelled', this.limits.signal?.reason);
  };

  constructor(
    private readonly limits: WireLimits,
    private readonly resolve: (answer: WireAnswer) => void,
    private readonly reject: (failure: WireFailure) => void,
  ) {
    this.timer = setTimeout(() => {
      this.failed('timeout');
    }, limits.deadlineMs);
    if (limits.signal?.aborted === true) this.giveUp();
    limits.signal?.addEventListener('abort', this.giveUp, { once: true });
  }

  /**
   * The connection stands and the request is about to be written. Aborting here still sends nothing. A process that was
   * frozen while it connected comes to this line before any of its timers.
   */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    const refusal = this.limits.refusal?.() ?? null;
    if (refusal !== null) this.failed('cancelled', refusal);
    if (this.settled) controller.abort(new Error('The call was given up before it began.'));
    else this.controller = controller;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    this.status = status;
    this.headers = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name.toLowerCase(),
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    );
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.length;
    this.chunks.push(chunk);
    if (this.bytes > this.limits.maxAnswerBytes) this.failed('too-large');
  }

  onResponseEnd(): void {
    const answer = this.received();
    if (answer === null) this.failed('reset');
    else if (this.settle()) this.resolve(answer);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.controller === null) this.failed('refused', error);
    else this.failed(this.status === null ? 'reset' : 'cut', error);
  }

  failed(kind: WireFailureKind, cause?: unknown): void {
    if (!this.settle()) return;
    const sent = this.controller !== null;
    this.reject(new WireFailure(kind, sent, this.received(), { cause }));
    this.controller?.abort(new Error(`The call ended: ${kind}.`));
  }

  private received(): WireAnswer | null {
    return this.status === null
      ? null
      : { status: this.status, headers: this.headers, body: Buffer.concat(this.chunks) };
  }

  private settle(): boolean {
    if (this.settled) return false;
    this.settled = true;
    clearTimeout(this.timer);
    this.limits.signal?.removeEventListener('abort', this.giveUp);
    return true;
  }
}
