import { formatPolishPostalCode, isPolishPostalCode } from './postal-code';

describe('Polish postal code', () => {
  it('is two digits, a dash and three digits', () => {
    expect(['00-838', '00838', '0-0838', '00-8381', '', '00-83A'].map(isPolishPostalCode)).toEqual(
      [true, false, false, false, false, false], // prettier-ignore
    );
  });

  it('is brought into form from what people write', () => {
    expect(['00838', '00 838', ' 00-838 ', '838', 'SW1A 1AA'].map(formatPolishPostalCode)).toEqual(
      ['00-838', '00-838', '00-838', null, null], // prettier-ignore
    );
  });
});
