import type { Order, OrderLine } from './order';
import { pointerTo, type OrderProblem } from './order-problem';

interface TextRule {
  readonly pointer: string;
  readonly value: string | null | undefined;
  /** Longest allowed, in UTF-16 units. */
  readonly longest: number;
  /** Blank is a problem too. */
  readonly required?: boolean;
}

/** Depth of nested attributes that the hub accepts. */
const DEEPEST = 32;

// Tab and line breaks are text; other control characters and halves of surrogate pairs cannot be stored or sent on.
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/u;

/** Texts that are missing or longer than any connected system could take. */
export function checkTextLengths(order: Order): OrderProblem[] {
  return [...orderTexts(order), ...order.lines.flatMap(lineTexts)].flatMap(checkText);
}

/** Control characters anywhere in the order, names of attributes included. */
export function checkCharacters(value: unknown, pointer = '', depth = 0): OrderProblem[] {
  if (typeof value === 'string') return UNPRINTABLE.test(value) ? [unprintable(pointer)] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (depth > DEEPEST) {
    return [{ pointer, code: 'value.too_deep', message: `Values may be nested at most ${DEEPEST} deep.` }];
  }
  return Object.entries(value).flatMap(([name, inner]) =>
    UNPRINTABLE.test(name) ? [unprintable(pointer)] : checkCharacters(inner, pointerTo(pointer, name), depth + 1),
  );
}

function orderTexts(order: Order): TextRule[] {
  return [
    { pointer: '/externalId', value: order.externalId, longest: 100, required: true },
    { pointer: '/note', value: order.note, longest: 4_000 },
    { pointer: '/delivery/method', value: order.delivery.method, longest: 100, required: true },
    { pointer: '/payment/method', value: order.payment.method, longest: 100, required: true },
    { pointer: '/payment/transactionId', value: order.payment.transactionId, longest: 200 },
    {
      pointer: '/pickupPoint/carrier',
      value: order.pickupPoint?.carrier,
      longest: 64,
      required: order.pickupPoint != null,
    },
    { pointer: '/pickupPoint/id', value: order.pickupPoint?.id, longest: 64, required: order.pickupPoint != null },
    { pointer: '/pickupPoint/name', value: order.pickupPoint?.name, longest: 200 },
    ...customerTexts(order),
    ...addressTexts(order, 'billingAddress'),
    ...addressTexts(order, 'shippingAddress'),
  ];
}

function customerTexts({ customer }: Order): TextRule[] {
  return [
    { pointer: '/customer/firstName', value: customer.firstName, longest: 100 },
    { pointer: '/customer/lastName', value: customer.lastName, longest: 100 },
    { pointer: '/customer/company', value: customer.company, longest: 200 },
    { pointer: '/customer/phone', value: customer.phone, longest: 40 },
    { pointer: '/customer/group', value: customer.group, longest: 64 },
    { pointer: '/customer/externalId', value: customer.externalId, longest: 100 },
    { pointer: '/customer/language', value: customer.language, longest: 35 },
  ];
}

function addressTexts(order: Order, name: 'billingAddress' | 'shippingAddress'): TextRule[] {
  const address = order[name];
  return [
    { pointer: `/${name}/firstName`, value: address.firstName, longest: 100 },
    { pointer: `/${name}/lastName`, value: address.lastName, longest: 100 },
    { pointer: `/${name}/company`, value: address.company, longest: 200 },
    { pointer: `/${name}/street`, value: address.street, longest: 200, required: true },
    { pointer: `/${name}/street2`, value: address.street2, longest: 200 },
    { pointer: `/${name}/city`, value: address.city, longest: 100, required: true },
    { pointer: `/${name}/postalCode`, value: address.postalCode, longest: 20 },
    { pointer: `/${name}/region`, value: address.region, longest: 100 },
    { pointer: `/${name}/phone`, value: address.phone, longest: 40 },
  ];
}

function lineTexts(line: OrderLine, index: number): TextRule[] {
  const at = `/lines/${index}`;
  return [
    { pointer: `${at}/id`, value: line.id, longest: 64, required: true },
    { pointer: `${at}/sku`, value: line.sku, longest: 64, required: true },
    { pointer: `${at}/name`, value: line.name, longest: 500, required: true },
    { pointer: `${at}/externalId`, value: line.externalId, longest: 100 },
    { pointer: `${at}/offerId`, value: line.offerId, longest: 100 },
  ];
}

function checkText({ pointer, value, longest, required = false }: TextRule): OrderProblem[] {
  const text = value ?? '';
  if (required && text.trim() === '')
    return [{ pointer, code: 'text.blank', message: 'This field must not be empty.' }];
  if (text.length <= longest) return [];
  const message = `This field has ${text.length} characters; at most ${longest} are allowed.`;
  return [{ pointer, code: 'text.too_long', message }];
}

function unprintable(pointer: string): OrderProblem {
  return { pointer, code: 'text.control_characters', message: 'This text contains control characters.' };
}
