import { ERROR_CLASSES, RateLimitedError } from '@crossdock/connector-kit';
import { errorOfVerdict, errorVerdict } from './answer-errors';

const answer = { operation: 'create-shipment', status: 422, headers: {} };

describe('the verdict of an errors expression', () => {
  it.each(ERROR_CLASSES)('can be every class: %s', (errorClass) => {
    const verdict = errorVerdict.parse({ class: errorClass, code: 17, message: 'No such street.', field: 'street' });
    expect(errorOfVerdict(verdict, answer, 0)).toMatchObject({
      errorClass,
      code: `vendor.${errorClass}`,
      vendorCode: '17',
      field: 'street',
      httpStatus: 422,
      message: 'create-shipment: No such street.',
    });
  });

  it('waits as the expression says, else as the header says, else for half a minute', () => {
    const waits = [
      errorOfVerdict({ class: 'throttled', retryAfterMs: 5 }, { ...answer, headers: { 'retry-after': '7' } }, 0),
      errorOfVerdict({ class: 'throttled' }, { ...answer, headers: { 'retry-after': '7' } }, 0),
      errorOfVerdict({ class: 'throttled' }, answer, 0),
    ];
    expect(waits.map((error) => error instanceof RateLimitedError && error.retryAfterMs)).toEqual([5, 7_000, 30_000]);
  });

  it.each([
    ['recipient.name', 'The field is required.', 'create-shipment: recipient.name: The field is required.'],
    ['lines[0].quantity', 'The quantity is wrong.', 'create-shipment: lines[0].quantity: The quantity is wrong.'],
    ['lines[0].quantity', 'lines[0].quantity: not whole.', 'create-shipment: lines[0].quantity: not whole.'],
    ['reference', 'Reference 1001 is taken.', 'create-shipment: Reference 1001 is taken.'],
    ['id', 'Invalid value.', 'create-shipment: id: Invalid value.'],
    ['', 'Closed.', 'create-shipment: Closed.'],
    ['city', null, 'create-shipment: city: the system answered 422'],
  ])('names the field %j once: %j', (field, message, summary) => {
    expect(errorOfVerdict({ class: 'rejected', message, field }, answer, 0).message).toBe(summary);
  });

  it('is nothing when it names no class', () => {
    expect(errorVerdict.safeParse({ class: '' }).success).toBe(false);
    expect(errorVerdict.safeParse(undefined).success).toBe(false);
  });
});
