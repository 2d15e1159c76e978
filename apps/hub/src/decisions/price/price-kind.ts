import { z } from 'zod';

/** What a rule does to a line's price. `value` is a price or an amount per unit, a percentage, or a number of units. */
export const PRICE_RULE_TYPES = ['list-price', 'price', 'percent', 'amount', 'free-units', 'floor'] as const;

const customer = z.strictObject({
  group: z.string().nullable(),
  country: z.string().nullable(),
  postalCode: z.string().nullable(),
  /** Of the hub's own orders in the last 365 days, cancelled ones left out. */
  orders: z.number(),
  spent: z.number(),
});
const basket = z.strictObject({
  lines: z.number(),
  quantity: z.number(),
});

/** A line with everything that a rule may look at: tables that go through the lines see nothing else. */
const line = z.strictObject({
  id: z.string(),
  sku: z.string(),
  category: z.string().nullable(),
  quantity: z.number(),
  /** Gross, as the shop says; null when the price list must know it. */
  listPrice: z.number().nullable(),
  attributes: z.record(z.string(), z.unknown()),
  customer,
  basket,
  channel: z.string(),
  currency: z.string(),
  /** ISO 8601, UTC. */
  at: z.string(),
});

export const priceInput = z.strictObject({
  lines: z.array(line).min(1),
  /** Of the whole basket by SKU. Rules of lines reach it as `$nodes.Basket.quantities`. */
  quantities: z.record(z.string(), z.number()),
});
export type PriceInput = z.output<typeof priceInput>;

const decimal = z.union([z.number(), z.string().regex(/^\d{1,15}(\.\d{1,9})?$/, 'is no decimal number')]);
const rule = z
  .strictObject({
    code: z.string().min(1, 'is needed').max(60),
    label: z.string().min(1, 'is needed').max(200),
    type: z.enum(PRICE_RULE_TYPES),
    value: decimal,
  })
  .refine(({ value }) => Number(value) >= 0 && Number(value) < 1e12, 'has a value that is negative or absurd')
  .refine(({ type, value }) => type !== 'percent' || Number(value) <= 100, 'takes more than 100 %')
  .refine(({ type, value }) => type !== 'free-units' || Number.isInteger(Number(value)), 'gives a part of a unit away');
export type PriceRule = z.output<typeof rule>;

/** By table: for each line, in their order, nothing, one rule, or several. */
export const priceOutput = z.record(z.string(), z.array(z.union([z.null(), rule, z.array(rule)])));
export type PriceOutput = z.output<typeof priceOutput>;
