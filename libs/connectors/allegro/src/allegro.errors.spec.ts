import {
  AuthenticationError,
  ConfigurationError,
  ConflictError,
  NotFoundAtVendorError,
  RateLimitedError,
  RejectedByVendorError,
  type ErrorAnswer,
} from '@crossdock/connector-kit';
import notFound from '../fixtures/order-not-found.json';
import rateLimit from '../fixtures/rate-limit.json';
import tokenRefused from '../fixtures/token-refused.json';
import waybillRefused from '../fixtures/waybill-refused.json';
import { classifyAllegroError } from './allegro.errors';

function answerOf(status: number, json: unknown, changes: Partial<ErrorAnswer> = {}): ErrorAnswer {
  const text = JSON.stringify(json);
  return { operation: 'report-shipment', write: true, status, headers: {}, text, json, ...changes };
}

describe('an error answer of Allegro', () => {
  it('names code, field and trace of a refusal', () => {
    const error = classifyAllegroError(answerOf(400, waybillRefused, { headers: { 'trace-id': 'd551c4be8eb9afa7' } }));
    expect(error).toBeInstanceOf(RejectedByVendorError);
    expect(error).toMatchObject({ vendorCode: 'CarrierWaybillValidationException', field: 'waybill' });
    expect(error!.message).toContain('Provided waybill is not valid for this carrier');
    expect(error!.message).toContain('d551c4be8eb9afa7');
  });

  it('may be one bare error, and says what the seller would read when the rest is an empty phrase', () => {
    const [bare] = rateLimit.errors;
    const error = classifyAllegroError(answerOf(422, bare));
    expect(error).toMatchObject({ vendorCode: 'RateLimitExceedException' });
    expect(error!.message).toContain('Przekroczony limit zapytań.');
  });

  it('of a missing record has no field: its path is that of the call', () => {
    const error = classifyAllegroError(answerOf(404, notFound));
    expect(error).toBeInstanceOf(NotFoundAtVendorError);
    expect(error!.field).toBeNull();
  });

  it('of a conflict is one, but a waybill that was used too often is refused for good', () => {
    expect(classifyAllegroError(answerOf(409, {}, { operation: 'report-status' }))).toBeInstanceOf(ConflictError);
    expect(classifyAllegroError(answerOf(409, {}))).toBeInstanceOf(RejectedByVendorError);
  });

  it('of the limit blocks for a minute, unless Allegro says how long', () => {
    const blocked = classifyAllegroError(answerOf(429, rateLimit));
    expect(blocked).toBeInstanceOf(RateLimitedError);
    expect(blocked).toMatchObject({ retryAfterMs: 60_000 });
    expect(classifyAllegroError(answerOf(429, rateLimit, { headers: { 'retry-after': '5' } }))).toBeNull();
  });

  it('of a token never shows the token', () => {
    const grant = classifyAllegroError(answerOf(400, tokenRefused, { operation: 'renew-token' }));
    expect(grant).toMatchObject({ vendorCode: 'invalid_grant' });
    expect(grant!.message).toContain('Invalid refresh token');
    const expired = { error: 'invalid_token', error_description: 'Access token expired: eyJhbGciOiJSUzI1NiJ9' };
    const access = classifyAllegroError(answerOf(401, expired));
    expect(access).toBeInstanceOf(AuthenticationError);
    for (const error of [grant, access]) expect(error!.message).not.toContain('eyJ');
  });

  it.each([406, 415])('%i says that the connector asks wrongly', (status) => {
    expect(classifyAllegroError(answerOf(status, {}))).toBeInstanceOf(ConfigurationError);
  });

  it.each([403, 500, 503])('%i is left to its status', (status) => {
    expect(classifyAllegroError(answerOf(status, {}))).toBeNull();
  });
});
