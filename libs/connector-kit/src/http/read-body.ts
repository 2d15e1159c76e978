import type { Answer } from './answer';
import { unreadableAnswer, type CallFacts } from './call-errors';
import type { HttpRequest } from './http-client';

/**
 * The body of a good answer as the request asked for it.
 * @throws {UnexpectedResponseError} on a read, {UnknownOutcomeError} on a write, when it cannot be read that way
 */
export function readBody<T>(request: HttpRequest<T>, answer: Answer, call: CallFacts): T {
  const body = rawBody(request, answer, call);
  if (request.schema === undefined || answer.status >= 300) return body as T;
  const result = request.schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? 'the whole answer' : issue.path.join('.');
  throw unreadableAnswer(call, answer.status, `${place}: ${issue?.message ?? 'another shape'}`, result.error);
}

function rawBody<T>(request: HttpRequest<T>, answer: Answer, call: CallFacts): unknown {
  const accept = request.accept ?? 'json';
  const ignored = accept === 'nothing' || (accept === 'json' && request.schema === undefined);
  if (ignored || answer.status >= 300) return undefined;
  if (answer.broken !== null) throw unreadableAnswer(call, answer.status, 'it cannot be decompressed', answer.broken);
  if (accept === 'text') return answer.text;
  return accept === 'bytes' ? documentBytes(answer, call) : jsonOf(answer, call);
}

function jsonOf(answer: Answer, call: CallFacts): unknown {
  if (answer.json !== undefined || answer.bytes.length === 0) return answer.json;
  const kind = answer.text.trimStart().startsWith('<') ? 'a page instead of JSON' : 'broken JSON';
  throw unreadableAnswer(call, answer.status, kind, undefined);
}

/** A document was asked for; a page or a JSON text in its place is an error in disguise. */
function documentBytes(answer: Answer, call: CallFacts): Uint8Array {
  const contentType = answer.contentType ?? '';
  if (/^(text\/html|application\/(.*\+)?json)/i.test(contentType)) {
    throw unreadableAnswer(call, answer.status, `${contentType} instead of a document`, undefined);
  }
  if (answer.bytes.length === 0)
    throw unreadableAnswer(call, answer.status, 'nothing instead of a document', undefined);
  return new Uint8Array(answer.bytes);
}
