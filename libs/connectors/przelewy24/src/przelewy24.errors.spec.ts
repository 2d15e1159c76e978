import {
  ConflictError,
  NotFoundAtVendorError,
  RejectedByVendorError,
  TransientError,
  type ErrorAnswer,
} from '@crossdock/connector-kit';
import notFound from '../fixtures/transaction.not-found.json';
import refused from '../fixtures/refund.refused.json';
import { classifyPrzelewy24Error } from './przelewy24.errors';

function answer(status: number, json: unknown): ErrorAnswer {
  return { operation: 'refund', write: true, status, headers: {}, text: JSON.stringify(json), json };
}
const text = (error: string, code = 400) => ({ error, code });
const refusal = (message: string) => ({ error: [{ status: false, message }], code: 409 });

describe('errors of Przelewy24', () => {
  it.each<[number, unknown, unknown, string]>([
    [404, notFound, NotFoundAtVendorError, 'payment.not-found'],
    [400, text('Request already exists'), ConflictError, 'refund.exists'],
    [400, text('Concurrent call'), ConflictError, 'refund.concurrent'],
    [400, text('Invalid input data'), RejectedByVendorError, 'payment.rejected'],
    [400, text('Invalid input parameters'), RejectedByVendorError, 'payment.rejected'],
    [409, refusal('Transaction not found'), NotFoundAtVendorError, 'payment.not-found'],
    [409, refusal('Transaction in wrong status - cannot refund'), RejectedByVendorError, 'refund.rejected'],
    [409, refusal('Insufficient funds available'), TransientError, 'refund.insufficient-funds'],
    [409, refused, RejectedByVendorError, 'refund.rejected'],
  ])('%i %j', (status, json, type, code) => {
    const error = classifyPrzelewy24Error(answer(status, json));
    expect(error).toBeInstanceOf(type);
    expect(error!.code).toBe(code);
  });

  it('keep the vendor’s own words', () => {
    const error = classifyPrzelewy24Error(answer(409, refused));
    expect(error).toMatchObject({
      field: 'amount',
      httpStatus: 409,
      vendorCode: 'The amount of refund exceeds available amount for the transaction',
      message: 'Przelewy24 refused refund: The amount of refund exceeds available amount for the transaction',
    });
  });

  it.each([
    [401, text('Incorrect authentication', 401)],
    [500, text('Unknown error', 500)],
    [404, '<html>'],
    [404, text('No such page', 404)],
    [409, 'nothing readable'],
  ])('leave %i %j to the status', (status, json) => {
    expect(classifyPrzelewy24Error(answer(status, json))).toBeNull();
  });
});
