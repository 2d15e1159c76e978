import { currentCallScope } from '../runtime/call-scope';
import { ExchangeScrubber } from '../scrub/exchange-scrubber';
import type { Answer } from './answer';
import type { ConnectionTransport } from './connection-transport';
import type { Exchange, HttpRequest } from './http-client';
import type { WireRequest } from './wire';

export interface CapturedCall<T> {
  readonly request: HttpRequest<T>;
  readonly url: URL;
  readonly wire: WireRequest;
  readonly authorization: Readonly<Record<string, string>> | null;
  readonly extraNames: readonly string[];
}

/** Who wants to see exchanges; when nobody does, none is made. */
export function observersOf(transport: ConnectionTransport): readonly ((exchange: Exchange) => void)[] {
  return [transport.options.onExchange, currentCallScope()?.onExchange].filter(
    (observer): observer is (exchange: Exchange) => void => observer !== null && observer !== undefined,
  );
}

/** One call as it is kept: without secrets and without personal data. */
export function captureExchange<T>(
  transport: ConnectionTransport,
  call: CapturedCall<T>,
  answer: Answer | null,
  durationMs: number,
  failure: string | null,
): Exchange {
  const { secrets, scrub } = transport.options;
  const scrubber = new ExchangeScrubber([...secrets, ...tokensIn(call.authorization)], [...scrub, ...call.extraNames]);
  // The request first: what is personal there is recognised in the answer's texts.
  const requestBody = scrubbedRequestBody(scrubber, call.request);
  return {
    operation: call.request.operation,
    method: call.request.method,
    url: scrubber.url(call.url),
    requestHeaders: scrubber.headers(call.wire.headers),
    requestBody,
    status: answer?.status ?? null,
    responseHeaders: answer === null ? {} : scrubber.headers(answer.headers),
    responseBody: answer === null ? null : scrubbedAnswerBody(scrubber, answer),
    durationMs,
    failure,
  };
}

function scrubbedRequestBody(scrubber: ExchangeScrubber, request: HttpRequest<unknown>): string | null {
  if (request.json !== undefined) return scrubber.json(request.json);
  return request.form === undefined ? null : scrubber.form(request.form);
}

function scrubbedAnswerBody(scrubber: ExchangeScrubber, answer: Answer): string | null {
  const { bytes, contentType } = answer;
  const looksLikeText = contentType === undefined || /json|text|xml|urlencoded/i.test(contentType);
  return scrubber.body({
    json: looksLikeText ? answer.json : undefined,
    text: () => answer.text,
    bytes: bytes.length,
    contentType,
  });
}

/** `Bearer abc` and a bare `abc`: the value without its scheme is what a vendor might repeat. */
export function tokensIn(authorization: Readonly<Record<string, string>> | null): string[] {
  return Object.values(authorization ?? {}).flatMap((value) => [value, value.replace(/^\w+\s+/, '')]);
}
