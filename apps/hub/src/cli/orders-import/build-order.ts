import {
  isCurrencyCode,
  multiplyMoney,
  orderTotal,
  sumMoney,
  type Address,
  type Customer,
  type Delivery,
  type Money,
  type Order,
  type OrderLine,
} from '@crossdock/canonical';
import { countryCode } from './country-code';
import { finding, type Finding } from './finding';
import type { OrderRows } from './group-orders';
import { cell, type ImportRow } from './import-row';
import type { Field, ImportProfile } from './import-profile';
import { decimal, readLine, ruleFor, type GoodsLine } from './read-line';
import { toInstant } from './local-time';

export interface BuiltOrder {
  /** Null when the order is refused: `findings` says why, for every row. */
  readonly order: Order | null;
  readonly findings: readonly Finding[];
  /** Refused for a reason that no rule of the profile foresees: the file, or the profile, needs a person. */
  readonly isUnexpected: boolean;
}

/** Why an order as a whole is not imported. `expected` is what a rule of the profile says of it. */
interface Refusal {
  readonly kind: string;
  readonly reason: string;
  readonly expected: boolean;
}

/** An order from its rows. The same rows always give the same order, so that handing it in again changes nothing. */
export function buildOrder(group: OrderRows, profile: ImportProfile): BuiltOrder {
  const [first] = group.rows;
  const header =
    group.externalId === null ? refusal('no-order-number', 'The row has no order number.') : readHeader(group, profile);
  if ('kind' in header) return refused(group, header, []);
  const contents = readContents(group, profile, header.currency);
  if (contents.refusal !== null) return refused(group, contents.refusal, contents.findings);
  const findings = [...contents.findings, ...guestFinding(first, group.rows.length)];
  return { order: toOrder(first, header, contents, profile), findings, isUnexpected: false };
}

interface Header {
  readonly externalId: string;
  readonly placedAt: string;
  readonly currency: string;
  readonly country: string;
}

function readHeader(group: OrderRows, profile: ImportProfile): Header | Refusal {
  const [first] = group.rows;
  const rule = group.rows.map((row) => ruleFor(row, profile, ['refuse-order'])).find((found) => found !== null);
  if (rule !== undefined) return { kind: rule.kind, reason: rule.reason, expected: true };
  const mixed = (['customerId', 'country', 'currency'] as const).find((field) => differs(group, field));
  if (mixed !== undefined)
    return refusal(`mixed-${kebab(mixed)}`, `The rows of the order do not agree on the ${words(mixed)}.`);
  const currency = cell(first, 'currency') ?? profile.defaults.currency;
  if (!isCurrencyCode(currency)) return refusal('unknown-currency', `"${currency}" is not a currency.`);
  const country = readCountry(first, profile);
  if (typeof country !== 'string') return country;
  const placedAt = earliest(group, profile);
  if (placedAt === null) return refusal('unreadable-time', 'The time of the order cannot be read.');
  return { externalId: group.externalId ?? '', placedAt, currency, country };
}

function readCountry(row: ImportRow, profile: ImportProfile): string | Refusal {
  const text = cell(row, 'country');
  if (text === null) return profile.defaults.country ?? refusal('no-country', 'The order has no country.');
  const answer = countryCode(text, profile);
  if ('code' in answer) return answer.code;
  if (answer.problem === 'unknown')
    return refusal('unknown-country', `Nobody knows the country "${text}": add it to the profile.`);
  return {
    kind: 'no-single-country',
    reason: `"${text}" is not one country: the parcel has no destination.`,
    expected: true,
  };
}

/** Rows of one order may differ by a minute: the till wrote them one by one. */
function earliest(group: OrderRows, profile: ImportProfile): string | null {
  const times = group.rows.map((row) => toInstant(cell(row, 'placedAt') ?? '', profile.timeZone, profile.timeFormat));
  return times.reduce((first, next) => (first === null || next === null ? null : next < first ? next : first));
}

interface Contents {
  readonly lines: readonly GoodsLine[];
  readonly delivery: readonly Money[];
  readonly findings: readonly Finding[];
  readonly refusal: Refusal | null;
}

function readContents(group: OrderRows, profile: ImportProfile, currency: string): Contents {
  const lines: GoodsLine[] = [];
  const delivery: Money[] = [];
  const findings: Finding[] = [];
  for (const row of group.rows) {
    const reading = readLine(row, profile, currency);
    if (reading.is === 'unreadable') {
      const { kind, reason } = reading;
      return { lines, delivery, findings, refusal: refusal(kind, `Line ${row.line}: ${reason}`) };
    }
    if (reading.is === 'goods') lines.push(reading.line);
    else if (reading.is === 'left-out') findings.push(finding(row, 'refused-row', reading.kind, reading.reason));
    else {
      delivery.push(multiplyMoney({ amount: reading.unitPrice, currency }, reading.quantity));
      findings.push(finding(row, 'treated', reading.rule.kind, reading.rule.reason));
    }
  }
  const own = ownDelivery(group.rows[0], profile);
  if (own === null)
    return {
      lines,
      delivery,
      findings,
      refusal: refusal('unreadable-price', 'The price of the delivery is not a number.'),
    };
  if (delivery.length === 0) delivery.push({ amount: own, currency });
  const nothing = { kind: 'no-goods', reason: 'Nothing in the order is sold goods.', expected: true };
  return { lines, delivery, findings, refusal: lines.length === 0 ? nothing : null };
}

/** What the file, or else the profile, says of the delivery; rows of postage come before it. */
function ownDelivery(row: ImportRow, profile: ImportProfile): string | null {
  const text = cell(row, 'deliveryPrice');
  return text === null ? profile.defaults.deliveryPrice : decimal(text, profile);
}

function toOrder(first: ImportRow, header: Header, contents: Contents, profile: ImportProfile): Order {
  const { currency } = header;
  const { defaults } = profile;
  const lines = contents.lines.map((line, index) => toOrderLine(line, index, currency));
  const delivery: Delivery = {
    method: cell(first, 'deliveryMethod') ?? defaults.deliveryMethod,
    price: { gross: sumMoney(contents.delivery, currency).amount, currency, taxRate: defaults.taxRate },
  };
  const total = orderTotal({ lines, delivery, currency });
  const address = toAddress(first, header.country, profile);
  return {
    externalId: header.externalId,
    currency,
    placedAt: header.placedAt,
    customer: toCustomer(first, header.externalId, profile),
    billingAddress: address,
    shippingAddress: address,
    delivery,
    payment: {
      method: cell(first, 'paymentMethod') ?? defaults.paymentMethod,
      status: 'paid',
      amount: total,
      cashOnDelivery: false,
    },
    lines,
    totals: { gross: total.amount, currency },
    note: cell(first, 'note'),
    attributes: { importProfile: profile.name, customerId: customerId(first) },
  };
}

function toOrderLine(line: GoodsLine, index: number, currency: string): OrderLine {
  const { sku, ean, name, quantity, unitPrice, taxRate } = line;
  // Rows of one SKU stay lines of their own: they may differ in price.
  return { id: `l${index + 1}`, sku, ean, name, quantity, unitPrice: { gross: unitPrice, currency, taxRate } };
}

function toCustomer(row: ImportRow, externalId: string, profile: ImportProfile): Customer {
  const { defaults } = profile;
  const id = customerId(row);
  const email = (id === null ? defaults.guestEmail : defaults.email)
    .replace('{customer}', id ?? '')
    .replace('{order}', externalId.toLowerCase());
  return {
    email: cell(row, 'email') ?? email,
    phone: cell(row, 'phone') ?? defaults.phone,
    firstName: cell(row, 'firstName') ?? (id === null ? defaults.guestFirstName : defaults.firstName),
    lastName: cell(row, 'lastName') ?? id ?? externalId,
    company: cell(row, 'company'),
    taxId: cell(row, 'vatId'),
    group: defaults.customerGroup,
  };
}

function toAddress(row: ImportRow, country: string, profile: ImportProfile): Address {
  const otherwise = profile.defaults.addresses[country] ?? profile.defaults.address;
  return {
    street: cell(row, 'street') ?? otherwise.street,
    city: cell(row, 'city') ?? otherwise.city,
    postalCode: cell(row, 'postalCode') ?? otherwise.postalCode,
    country,
  };
}

/** Spreadsheets write whole numbers with a decimal point when a value of the column was once missing: `13047.0`. */
function customerId(row: ImportRow): string | null {
  return cell(row, 'customerId')?.replace(/^(\d+)\.0+$/, '$1') ?? null;
}

function guestFinding(row: ImportRow, rowCount: number): readonly Finding[] {
  if (cell(row, 'customerId') !== null || cell(row, 'email') !== null) return [];
  const rows = rowCount === 1 ? '' : ` (all ${rowCount} rows)`;
  return [finding(row, 'treated', 'guest-customer', `The order has no customer${rows}: it became one of a guest.`)];
}

function refused(group: OrderRows, why: Refusal, findings: readonly Finding[]): BuiltOrder {
  const explained = new Map(
    findings.filter(({ action }) => action === 'refused-row').map((entry) => [entry.line, entry]),
  );
  return {
    order: null,
    findings: group.rows.map((row) => {
      const own = explained.get(row.line);
      return finding(
        row,
        'refused-order',
        own?.kind ?? why.kind,
        own === undefined ? why.reason : `${own.reason} ${why.reason}`,
      );
    }),
    isUnexpected: !why.expected,
  };
}

function refusal(kind: string, reason: string): Refusal {
  return { kind, reason, expected: false };
}

function differs(group: OrderRows, field: Field): boolean {
  return group.rows.some((row) => cell(row, field) !== cell(group.rows[0], field));
}

function kebab(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function words(field: string): string {
  return kebab(field).replaceAll('-', ' ');
}
