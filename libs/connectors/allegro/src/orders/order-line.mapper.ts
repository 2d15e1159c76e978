import type { OrderLine } from '@crossdock/canonical';
import type { LineItem } from '../api/checkout-form';
import type { OrderRules } from './order-rules';

/** Begins the id of what was bought together with a line item; Allegro has no line item of such an id. */
const EXTRA = '/';

/** True for a line that Allegro knows as a line item of its own. */
export function isLineItemId(orderLineId: string): boolean {
  return !orderLineId.includes(EXTRA);
}

/** A line item, with its additional services and its deposit as lines of their own: all of it is in the total. */
export function toOrderLines(item: LineItem, rules: OrderRules): readonly OrderLine[] {
  return [goods(item, rules), ...services(item, rules), ...deposit(item, rules)];
}

function goods(item: LineItem, { lookups, settings }: OrderRules): OrderLine {
  const { offer, price } = item;
  const exempt = item.tax?.exemption ?? null;
  const declared = item.tax?.rate == null ? settings.defaultTaxRate : plainRate(item.tax.rate);
  return {
    id: item.id,
    sku: offer.external?.id ?? lookups.get('offer-sku', offer.id),
    name: offer.name,
    quantity: String(item.quantity),
    unitPrice: {
      gross: price.amount,
      currency: price.currency,
      taxRate: exempt === null && declared !== '' ? declared : null,
    },
    externalId: item.id,
    offerId: offer.id,
    ...(exempt === null ? {} : { attributes: { taxExemption: exempt } }),
  };
}

function services(item: LineItem, { lookups, settings }: OrderRules): OrderLine[] {
  return (item.selectedAdditionalServices ?? []).flatMap(({ definitionId, name, price, quantity }, index) => {
    if (price == null) return [];
    const id = definitionId ?? '';
    return {
      id: `${item.id}${EXTRA}S${index + 1}`,
      sku: lookups.get('additional-service', id),
      name: name ?? id,
      quantity: String(quantity ?? 1),
      unitPrice: { gross: price.amount, currency: price.currency, taxRate: settings.defaultTaxRate || null },
    };
  });
}

/** The deposit of a returnable package: part of the total, but not of the price of the goods. */
function deposit(item: LineItem, { lookups }: OrderRules): OrderLine[] {
  if (item.deposit == null || Number(item.deposit.price.amount) === 0) return [];
  const { amount, currency } = item.deposit.price;
  return [
    {
      id: `${item.id}${EXTRA}D`,
      sku: lookups.get('additional-service', 'DEPOSIT'),
      name: `${item.offer.name} (deposit)`,
      quantity: String(item.quantity),
      unitPrice: { gross: amount, currency, taxRate: null },
    },
  ];
}

/** `"23.00"` -> `"23"`, `"5.50"` -> `"5.5"`. */
function plainRate(rate: string): string {
  return rate.includes('.') ? rate.replace(/0+$/, '').replace(/\.$/, '') : rate;
}
