import type { Address } from '@crossdock/canonical';
import { cut, fitting } from '../text-limits';

export interface BcAddress {
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly state: string;
  readonly postCode: string;
  readonly country: string;
}

const LINE_1 = 100;

/** @param field names the fields in error texts: `sellTo`, `shipTo` or nothing */
export function toBcAddress(address: Address, field: string): BcAddress {
  const [line1, line2] = streetLines(address);
  return {
    line1: fitting(`${field}AddressLine1`, line1, LINE_1),
    line2: fitting(`${field}AddressLine2`, line2, 50),
    city: fitting(`${field}City`, address.city, 30),
    state: cut(address.region ?? '', 30),
    postCode: fitting(`${field}PostCode`, address.postalCode, 20),
    country: fitting(`${field}Country`, address.country, 10),
  };
}

/** A street that is too long goes on in the second line where that is free. */
function streetLines({ street, street2 }: Address): readonly [string, string] {
  const second = street2 ?? '';
  const space = street.lastIndexOf(' ', LINE_1);
  if (street.length <= LINE_1 || second !== '' || space <= 0) return [street, second];
  return [street.slice(0, space), street.slice(space + 1)];
}
