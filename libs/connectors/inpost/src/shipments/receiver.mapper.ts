import type { ShipmentRequest } from '@crossdock/canonical';
import type { ShipxAddress, ShipxReceiver } from '../api/create-shipment';
import { unfit } from './rejection';
import { splitStreet, type StreetParts } from './street';

type Receiver = ShipmentRequest['receiver'];

/** The receiver of a locker parcel: ShipX needs e-mail and phone, no address. */
export function toLockerReceiver(receiver: Receiver): ShipxReceiver {
  const email = receiver.email.trim();
  if (email === '') throw unfit('receiver.email', 'the receiver has no e-mail address.', 'Add the e-mail address.');
  return { ...namesOf(receiver), email, phone: toPhone(receiver.phone) };
}

/** The receiver of a courier parcel: names or company, phone, and the address taken apart. */
export function toCourierReceiver(receiver: Receiver): ShipxReceiver {
  const names = namesOf(receiver);
  const named = names.company_name !== undefined || (names.first_name !== undefined && names.last_name !== undefined);
  if (!named) {
    throw unfit('receiver.first_name', 'the receiver has neither first and last name nor a company.', 'Add the name.');
  }
  const email = receiver.email.trim();
  return {
    ...names,
    ...(email === '' ? {} : { email }),
    phone: toPhone(receiver.phone),
    address: toAddress(receiver),
  };
}

/**
 * Nine digits without the country code, from what people write: `+48 500-600-700`, `0048500600700`, `(48) 500600700`.
 * @throws {RejectedByVendorError} for anything else; ShipX delivers to Polish numbers only
 */
export function toPhone(phone: string | null): string {
  const digits = (phone ?? '').replace(/[\s().-]/g, '').replace(/^(\+48|0048)/, '');
  const national = /^48\d{9}$/.test(digits) ? digits.slice(2) : digits;
  if (/^[1-9]\d{8}$/.test(national)) return national;
  const problem =
    national === '' ? 'the receiver has no phone number.' : 'the phone number is not a Polish one of 9 digits.';
  throw unfit('receiver.phone', problem, 'Correct the phone number of the receiver.');
}

/** `00-838`, also from `00838`. @throws {RejectedByVendorError} for anything else */
export function toPostCode(postalCode: string): string {
  const digits = /^(\d{2})[- ]?(\d{3})$/.exec(postalCode.trim());
  if (digits !== null) return `${digits[1] ?? ''}-${digits[2] ?? ''}`;
  throw unfit('receiver.address.post_code', 'the post code does not have the form 00-000.', 'Correct the post code.');
}

function toAddress(receiver: Receiver): ShipxAddress {
  if (receiver.country !== 'PL') {
    throw unfit(
      'receiver.address.country_code',
      `it delivers in Poland only, not in "${receiver.country}".`,
      'Choose another carrier.',
    );
  }
  const { street, buildingNumber } = streetOf(receiver);
  return {
    street,
    building_number: buildingNumber,
    city: receiver.city.trim(),
    post_code: toPostCode(receiver.postalCode),
    country_code: 'PL',
  };
}

/** A second line often is the flat, or the number alone; then it belongs to the first. */
function streetOf({ street, street2 }: Receiver): StreetParts {
  const parts = splitStreet(`${street} ${street2 ?? ''}`) ?? splitStreet(street);
  if (parts !== null) return parts;
  throw unfit(
    'receiver.address.building_number',
    'street and building number cannot be told apart.',
    'Write the address as "street number", for example "Prosta 51".',
  );
}

/** The second line of the address when the street does not contain it already. */
export function remainingAddressLine({ street, street2 }: Receiver): string | null {
  const second = street2?.trim() ?? '';
  return second === '' || splitStreet(`${street} ${second}`) !== null ? null : second;
}

function namesOf(receiver: Receiver): Pick<ShipxReceiver, 'company_name' | 'first_name' | 'last_name'> {
  const company = receiver.company?.trim() ?? '';
  const first = receiver.firstName?.trim() ?? '';
  const last = receiver.lastName?.trim() ?? '';
  return {
    ...(company === '' ? {} : { company_name: company }),
    ...(first === '' ? {} : { first_name: first }),
    ...(last === '' ? {} : { last_name: last }),
  };
}
