import { ConfigurationError, RateLimitedError, TransientError, UnknownOutcomeError } from '../errors/connector-error';
import type { ConnectorError } from '../errors/connector-error';
import { currentCallScope } from '../runtime/call-scope';
import { Answer } from './answer';
import { errorOfFailure, errorOfStatus, vendorMessage, type CallFacts } from './call-errors';
import { callUrl, toWireRequest, traceparent } from './outgoing';
import type { ConnectionTransport } from './connection-transport';
import { checkedBaseUrl } from './egress';
import { captureExchange, observersOf, tokensIn, type CapturedCall } from './exchange-capture';
import type { HttpClient, HttpClientOptions, HttpRequest, HttpResponse } from './http-client';
import { readBody } from './read-body';
import { retryAfterMs } from './retry-after';
import { sendOverWire, WireFailure, type WireLimits } from './wire';

const DEADLINE_MS = 15_000;
const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

type Headers = Readonly<Record<string, string>>;
/** How long the caller may go on. */
type Claim = Pick<WireLimits, 'signal' | 'refusal'>;

/** How one sending ended. Errors are values here, so that the breaker can tell them apart. */
type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'unauthorized'; readonly answer: Answer }
  | { readonly kind: 'error'; readonly error: ConnectorError; readonly infrastructure: boolean };

/** HTTP client of a connection over undici. All clients of a connection share its transport. */
export class UndiciHttpClient implements HttpClient {
  private readonly base: URL;
  private readonly maxAnswerBytes: number;

  /** @throws {ConfigurationError} when the base address is not usable */
  constructor(
    private readonly transport: ConnectionTransport,
    private readonly options: HttpClientOptions,
  ) {
    this.base = checkedBaseUrl(options.baseUrl);
    this.maxAnswerBytes = options.maxAnswerBytes ?? MAX_ANSWER_BYTES;
  }

  async request<T = undefined>(request: HttpRequest<T>): Promise<HttpResponse<T>> {
    const call = { system: this.transport.options.system, operation: request.operation, write: request.write };
    const url = callUrl(this.base, request);
    const answer = await this.authorizedAnswer(request, url, call);
    const body = readBody(request, answer, call);
    return { status: answer.status, headers: answer.headers, body };
  }

  /** A 401 is answered by renewing the authorization and one repetition. */
  private async authorizedAnswer<T>(request: HttpRequest<T>, url: URL, call: CallFacts): Promise<Answer> {
    const authorizer = request.anonymous === true ? undefined : this.options.authorizer;
    const authorization = (await beforeSending(async () => authorizer?.headers())) ?? null;
    const first = await this.pass(request, url, call, authorization);
    if (first.kind === 'answer') return first.answer;
    if (first.kind === 'error') throw first.error;
    const renewed = authorization !== null && (await beforeSending(async () => authorizer?.renew?.(authorization)));
    if (renewed !== true) throw await this.errorOf(first.answer, call, authorization);
    const again = (await beforeSending(async () => authorizer?.headers())) ?? null;
    const second = await this.pass(request, url, call, again);
    if (second.kind === 'answer') return second.answer;
    throw second.kind === 'error' ? second.error : await this.errorOf(second.answer, call, again);
  }

  private async pass<T>(
    request: HttpRequest<T>,
    url: URL,
    call: CallFacts,
    authorization: Headers | null,
  ): Promise<Outcome> {
    const scope = currentCallScope();
    const trace = traceparent(scope?.traceId);
    const wire = toWireRequest(url, request, [
      { accept: acceptOf(request) },
      this.options.headers ?? {},
      request.headers ?? {},
      authorization ?? {},
      trace === null ? {} : { traceparent: trace },
    ]);
    const captured = { request, url, wire, authorization, extraNames: this.options.scrub ?? [] };
    return this.transport.pass(
      async () => {
        // Waiting for its turn may have taken long.
        const refusal = scope?.refusal?.() ?? null;
        if (refusal !== null) return { kind: 'error', error: refusal, infrastructure: false };
        return this.exchange(captured, call, { signal: scope?.signal, refusal: scope?.refusal });
      },
      (outcome) => outcome.kind === 'error' && outcome.infrastructure,
      scope?.signal,
    );
  }

  private async exchange<T>(captured: CapturedCall<T>, call: CallFacts, claim: Claim): Promise<Outcome> {
    const started = performance.now();
    try {
      const received = await sendOverWire(this.transport.dispatcher, captured.wire, {
        deadlineMs: this.deadlineMs(captured.request),
        maxAnswerBytes: this.maxAnswerBytes,
        ...claim,
      });
      const answer = await Answer.of(received, this.maxAnswerBytes);
      this.capture(captured, answer, performance.now() - started, null);
      return await this.judge(captured, answer, call);
    } catch (failure) {
      if (!(failure instanceof WireFailure)) throw failure;
      const partial = failure.partial === null ? null : await Answer.of(failure.partial, this.maxAnswerBytes);
      this.capture(captured, partial, performance.now() - started, failure.kind);
      // An error answer says enough by its status, however long or short its body is.
      if (partial !== null && partial.status >= 300 && failure.kind !== 'timeout') {
        return await this.judge(captured, partial, call);
      }
      const error = errorOfFailure(failure, call);
      const blameless = error instanceof ConfigurationError || failure.kind === 'cancelled';
      return { kind: 'error', error, infrastructure: !blameless && failure.kind !== 'too-large' };
    }
  }

  private async judge<T>(captured: CapturedCall<T>, answer: Answer, call: CallFacts): Promise<Outcome> {
    const { request, authorization } = captured;
    const { status } = answer;
    const accepted = (status >= 200 && status < 300) || (request.alsoAccept?.includes(status) ?? false);
    if (status !== 429) this.transport.hold.answered();
    if (accepted) return { kind: 'answer', answer };
    if (status === 401) return { kind: 'unauthorized', answer };
    const error = await this.errorOf(answer, call, authorization);
    const vendorIsDown = error.errorClass === 'transient' || error.errorClass === 'unknown-outcome';
    return { kind: 'error', error, infrastructure: status >= 500 && vendorIsDown };
  }

  /** The connector's own table first, then the status. A throttled connection is held back as a whole. */
  private async errorOf(answer: Answer, call: CallFacts, authorization: Headers | null): Promise<ConnectorError> {
    const secrets = [...this.transport.options.secrets, ...tokensIn(authorization)];
    const errorAnswer = answer.toErrorAnswer(call.operation, call.write, secrets);
    const classified = (await this.options.classify?.(errorAnswer)) ?? null;
    if (classified instanceof RateLimitedError) this.transport.hold.throttled(classified.retryAfterMs);
    if (classified !== null) return classified;
    const told = retryAfterMs(answer.headers['retry-after'], this.transport.options.clock.now());
    const waitMs = answer.status === 429 ? this.transport.hold.throttled(told) : 0;
    return errorOfStatus(call, answer.status, vendorMessage(errorAnswer), waitMs);
  }

  private deadlineMs<T>(request: HttpRequest<T>): number {
    const asked = request.deadlineMs ?? this.options.deadlineMs ?? DEADLINE_MS;
    return Math.min(asked, this.transport.options.longestDeadlineMs ?? asked);
  }

  private capture<T>(call: CapturedCall<T>, answer: Answer | null, durationMs: number, failure: string | null): void {
    const observers = observersOf(this.transport);
    if (observers.length === 0) return;
    const exchange = captureExchange(this.transport, call, answer, Math.round(durationMs), failure);
    for (const observe of observers) observe(exchange);
  }
}

/** Nothing of the call itself was sent yet, so an unknown outcome of the renewal is not one of the call. */
async function beforeSending<T>(prepare: () => Promise<T>): Promise<T> {
  try {
    return await prepare();
  } catch (error) {
    if (!(error instanceof UnknownOutcomeError)) throw error;
    throw new TransientError({ code: error.code, summary: error.message }, { cause: error });
  }
}

function acceptOf<T>(request: HttpRequest<T>): string {
  return request.accept === undefined || request.accept === 'json' ? 'application/json' : '*/*';
}
