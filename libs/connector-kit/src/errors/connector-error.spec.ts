import { RejectedByVendorError, UnmappedValueError } from './connector-error';

describe('the words of an error', () => {
  it('have no control characters and no half of a character, whatever the vendor said', () => {
    const facts = {
      code: 'order.rejected',
      summary: 'Bad \u0000\u001b[31mcolour \ud800.',
      vendorCode: 'A\u0000',
      field: '\u0007b',
    };
    expect(new RejectedByVendorError(facts)).toMatchObject({
      message: 'Bad  [31mcolour  .',
      vendorCode: 'A ',
      field: ' b',
    });
  });

  it('have an end', () => {
    const error = new UnmappedValueError('state', 'x'.repeat(70_000));
    expect(error.message.length).toBeLessThanOrEqual(800);
    expect(error.fix?.length).toBeLessThanOrEqual(800);
  });
});
