import type { Complaint } from './answers';
import { pointNamed } from './points';
import { isLocker } from './state';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const blank = (value: unknown): boolean => value === undefined || value === null || value === '';
const complaint = (key: string, ...path: string[]): Complaint => ({ path, key });

export const SERVICES = [
  'inpost_locker_standard',
  'inpost_locker_economy',
  'inpost_locker_pass_thru',
  'inpost_locker_allegro',
  'inpost_locker_allegro_smart',
  'inpost_courier_standard',
  'inpost_courier_express_1000',
  'inpost_courier_express_1200',
  'inpost_courier_express_1700',
  'inpost_courier_c2c',
  'inpost_courier_palette',
  'inpost_courier_alcohol',
  'inpost_courier_allegro',
  'inpost_letter_allegro',
] as const;

export const SENDING_METHODS = ['parcel_locker', 'pok', 'pop', 'courier_pok', 'branch', 'dispatch_order'] as const;

const TEMPLATES = ['small', 'medium', 'large'];
const ADDITIONAL_SERVICES = /^(sms|email|saturday|dor1720|forhour_(9|1[0-7])|rod)$/;
const REFERENCE_LENGTH = 100; // unconfirmed by the vendor (fact sheet, section 3)

export interface Rules {
  /** Services of the organization's contract. */
  readonly services: readonly string[];
  readonly insuranceCoversCod: boolean;
}

/** What ShipX would say about the body of a new shipment; empty when it is right. */
export function complaintsAbout(body: unknown, rules: Rules): Complaint[] {
  if (!isObject(body)) return [complaint('required', 'receiver'), complaint('required', 'parcels')];
  const service = typeof body.service === 'string' ? body.service : '';
  return [
    ...aboutService(body.service, rules),
    ...aboutReceiver(body.receiver, service),
    ...aboutParcels(body.parcels, service),
    ...aboutAttributes(body.custom_attributes, service, !blank(body.cod)),
    ...aboutMoney(body, rules),
    ...aboutTexts(body),
  ];
}

function aboutService(service: unknown, rules: Rules): Complaint[] {
  if (blank(service)) return [complaint('required', 'service')];
  return rules.services.includes(String(service)) ? [] : [complaint('invalid', 'service')];
}

function aboutReceiver(receiver: unknown, service: string): Complaint[] {
  if (!isObject(receiver)) return [complaint('required', 'receiver')];
  const needed = isLocker(service) ? ['email', 'phone'] : ['phone', 'address', ...nameNeeded(receiver)];
  const missing = needed
    .filter((field) => blank(receiver[field]))
    .map((field) => complaint('required', 'receiver', field));
  return [...missing, ...aboutContact(receiver), ...aboutAddress(receiver.address)];
}

const nameNeeded = (receiver: Json): string[] => (blank(receiver.company_name) ? ['first_name', 'last_name'] : []);

function aboutContact(receiver: Json): Complaint[] {
  const found: Complaint[] = [];
  const { phone, email } = receiver;
  if (!blank(phone) && !(typeof phone === 'string' && /^\d{9}$/.test(phone)))
    found.push(complaint('invalid', 'receiver', 'phone'));
  if (!blank(email) && !(typeof email === 'string' && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))) {
    found.push(complaint('invalid', 'receiver', 'email'));
  }
  return found;
}

function aboutAddress(address: unknown): Complaint[] {
  if (blank(address)) return [];
  if (!isObject(address)) return [complaint('invalid', 'receiver', 'address')];
  const found = ['street', 'building_number', 'city', 'post_code', 'country_code']
    .filter((field) => blank(address[field]))
    .map((field) => complaint('required', 'receiver', 'address', field));
  const { post_code: postCode, country_code: country } = address;
  if (!blank(postCode) && !/^\d{2}-\d{3}$/.test(String(postCode))) {
    found.push(complaint('invalid', 'receiver', 'address', 'post_code'));
  }
  if (!blank(country) && country !== 'PL') found.push(complaint('invalid', 'receiver', 'address', 'country_code'));
  return found;
}

function aboutParcels(parcels: unknown, service: string): Complaint[] {
  const list: unknown[] = Array.isArray(parcels) ? parcels : blank(parcels) ? [] : [parcels];
  if (list.length === 0) return [complaint('required', 'parcels')];
  if (!isLocker(service)) return list.flatMap(aboutCourierParcel);
  // More than one parcel only for courier services.
  if (list.length > 1) return [complaint('invalid', 'parcels')];
  const [parcel] = list;
  if (!isObject(parcel) || blank(parcel.template)) return [complaint('required', 'parcels', 'template')];
  return TEMPLATES.includes(String(parcel.template)) ? [] : [complaint('invalid', 'parcels', 'template')];
}

function aboutCourierParcel(parcel: unknown): Complaint[] {
  if (!isObject(parcel)) return [complaint('invalid', 'parcels')];
  if (parcel.template === 'xlarge') return [];
  const { dimensions, weight } = parcel;
  const sides = isObject(dimensions)
    ? [
        ...['length', 'width', 'height'].flatMap((side) =>
          aboutNumber(dimensions[side], 'parcels', 'dimensions', side),
        ),
        ...(dimensions.unit === 'mm' ? [] : [complaint('invalid', 'parcels', 'dimensions', 'unit')]),
      ]
    : [complaint('required', 'parcels', 'dimensions')];
  const heaviness = isObject(weight)
    ? [
        ...aboutNumber(weight.amount, 'parcels', 'weight', 'amount'),
        ...(weight.unit === 'kg' ? [] : [complaint('invalid', 'parcels', 'weight', 'unit')]),
      ]
    : [complaint('required', 'parcels', 'weight')];
  return [...sides, ...heaviness];
}

function aboutNumber(value: unknown, ...path: string[]): Complaint[] {
  if (blank(value)) return [complaint('required', ...path)];
  if (typeof value !== 'number') return [complaint('not_a_number', ...path)];
  return value > 0 ? [] : [complaint('too_small', ...path)];
}

function aboutAttributes(attributes: unknown, service: string, cashOnDelivery: boolean): Complaint[] {
  const given = isObject(attributes) ? attributes : {};
  const method = given.sending_method;
  const found: Complaint[] =
    blank(method) || SENDING_METHODS.some((name) => name === method)
      ? []
      : [complaint('invalid', 'custom_attributes', 'sending_method')];
  return isLocker(service) ? [...found, ...aboutTargetPoint(given.target_point, cashOnDelivery)] : found;
}

function aboutTargetPoint(target: unknown, cashOnDelivery: boolean): Complaint[] {
  if (blank(target)) return [complaint('required', 'custom_attributes', 'target_point')];
  const point = pointNamed(String(target));
  if (point === null) return [complaint('does_not_exist', 'custom_attributes', 'target_point')];
  return cashOnDelivery && !point.payment ? [complaint('invalid', 'custom_attributes', 'target_point')] : [];
}

function aboutMoney(body: Json, rules: Rules): Complaint[] {
  const found = ['cod', 'insurance']
    .filter((field) => !blank(body[field]))
    .flatMap((field) => aboutAmount(body[field], field));
  const cod = amountOf(body.cod);
  if (rules.insuranceCoversCod && cod > 0) {
    if (blank(body.insurance)) found.push(complaint('required', 'insurance'));
    else if (amountOf(body.insurance) < cod) found.push(complaint('too_small', 'insurance', 'amount'));
  }
  return found;
}

function aboutAmount(money: unknown, field: string): Complaint[] {
  if (!isObject(money)) return [complaint('invalid', field)];
  const currency = money.currency === 'PLN' ? [] : [complaint('invalid', field, 'currency')];
  return [...aboutNumber(money.amount, field, 'amount'), ...currency];
}

const amountOf = (money: unknown): number => (isObject(money) && typeof money.amount === 'number' ? money.amount : 0);

function aboutTexts(body: Json): Complaint[] {
  const found: Complaint[] = [];
  for (const field of ['reference', 'external_customer_id', 'comments']) {
    const value = body[field];
    if (blank(value)) continue;
    if (typeof value !== 'string') found.push(complaint('invalid', field));
    else if (value.length > REFERENCE_LENGTH) found.push(complaint('too_long', field));
  }
  const { additional_services: services } = body;
  const right =
    blank(services) || (Array.isArray(services) && services.every((name) => ADDITIONAL_SERVICES.test(String(name))));
  return right ? found : [...found, complaint('invalid', 'additional_services')];
}
