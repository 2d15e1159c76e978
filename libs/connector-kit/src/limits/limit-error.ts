import { RateLimitedError } from '../errors/connector-error';
import { HTTP_ERROR_CODES } from '../http/http-error-codes';

/** Our own limit of the connection asks to wait; nothing was sent. */
export function limitReached(waitMs: number): RateLimitedError {
  return new RateLimitedError(Math.ceil(waitMs), {
    code: HTTP_ERROR_CODES.limit,
    summary: `The limit of the connection is reached; the call waits ${Math.ceil(waitMs)} ms.`,
    fix: 'Nothing to do. If it lasts, raise the limits of the connection as far as the vendor allows.',
  });
}
