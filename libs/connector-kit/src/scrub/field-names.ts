export type Sensitivity = 'secret' | 'personal';

/** What stands in the place of a value that is not kept. */
export const MARKERS: Readonly<Record<Sensitivity, string>> = { secret: '[secret]', personal: '[personal]' };

// Names are compared in lower case without anything but letters and digits: `X-Api-Key`, `api_key` and `apiKey` are one.
const SECRET_PARTS = [
  'token', 'secret', 'password', 'passwd', 'authorization', 'apikey', 'signature', 'cookie', 'credential', 'privatekey',
  'accesskey', 'subscriptionkey', 'opencode',
]; // prettier-ignore
const SECRET_NAMES = new Set([
  'sign',
  'crc',
  'crckey',
  'pass',
  'pwd',
  'pin',
  'otp',
  'jwt',
  'hmac',
  'apisecret',
  'xapikey',
]);
// Paging tokens are places in a list, and the type of a token is a word of the protocol.
const NOT_SECRET = new Set([
  'tokentype', 'pagetoken', 'nextpagetoken', 'nexttoken', 'skiptoken', 'continuationtoken',
]); // prettier-ignore

const PERSONAL_PARTS = [
  'email', 'phone', 'mobile', 'firstname', 'lastname', 'surname', 'familyname', 'givenname', 'middlename', 'fullname',
  'street', 'addressline', 'postcode', 'postalcode', 'zipcode', 'taxid', 'vatid', 'vatregistration', 'taxregistration',
  'taxnumber', 'birthdate', 'dateofbirth', 'pesel', 'iban', 'bankaccount', 'accountnumber', 'cardnumber', 'cardholder',
  'buyerlogin', 'buyername', 'customername', 'contactname', 'receivername', 'recipientname', 'shiptoname', 'billtoname',
  'selltoname', 'username', 'companyname', 'buildingnumber', 'flatnumber', 'housenumber', 'addressee', 'ipaddress',
]; // prettier-ignore
const PERSONAL_NAMES = new Set([
  'nip', 'ip', 'tel', 'zip', 'login', 'contact', 'client', 'address', 'address1', 'address2', 'address3',
]); // prettier-ignore

/** Objects that speak of a person or a place where one lives: everything inside is personal, but for the words below. */
const PERSONS = new Set([
  'buyer', 'receiver', 'recipient', 'sender', 'customer', 'contact', 'consignee', 'person', 'naturalperson', 'addressee',
  'client',
]); // prettier-ignore
const NOT_PERSONAL = new Set([
  'country', 'countrycode', 'countryregion', 'countryregioncode', 'currency', 'currencycode', 'language', 'lang', 'group',
  'type', 'status', 'state', 'method', 'point', 'targetpoint',
]); // prettier-ignore

/** Personal only beside a field that is personal by its own name: the `name` of an address, not the one of a product. */
const PERSONAL_BESIDE = new Set(['name', 'displayname', 'city', 'town', 'region', 'county', 'company', 'name2']);

const remembered = new Map<string, Sensitivity | null>();
// Some vendors use ids as field names, so what is remembered must have an end.
const REMEMBERED_NAMES = 5_000;

export function normalName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Whether values under this name are kept, by the name alone. */
export function sensitivityOf(name: string): Sensitivity | null {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const found = judge(normalName(name));
  if (remembered.size < REMEMBERED_NAMES) remembered.set(name, found);
  return found;
}

function judge(name: string): Sensitivity | null {
  if (NOT_SECRET.has(name)) return null;
  if (SECRET_NAMES.has(name) || SECRET_PARTS.some((part) => name.includes(part))) return 'secret';
  if (PERSONAL_NAMES.has(name) || PERSONAL_PARTS.some((part) => name.includes(part))) return 'personal';
  return null;
}

/** True for a name whose object is about a person. */
export function isAboutPerson(name: string): boolean {
  const plain = normalName(name);
  return PERSONS.has(plain) || plain.endsWith('address');
}

/** True for a field that says nothing about a person even inside of an object about one: ids, countries, kinds. */
export function staysReadable(name: string): boolean {
  const plain = normalName(name);
  return NOT_PERSONAL.has(plain) || plain.endsWith('id');
}

export function isPersonalBesideOthers(name: string): boolean {
  return PERSONAL_BESIDE.has(normalName(name));
}

// Keys that make a call repeatable are business facts.
const READABLE_HEADERS = new Set(['idempotency-key', 'x-request-id', 'x-correlation-id']);

export function isSecretHeader(name: string): boolean {
  if (READABLE_HEADERS.has(name)) return false;
  return sensitivityOf(name) === 'secret' || /(^|-)key($|-)/.test(name);
}
