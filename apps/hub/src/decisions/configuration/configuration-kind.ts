import { z } from 'zod';

const option = z.union([z.string().max(200), z.number(), z.boolean()]);

export const configurationInput = z.strictObject({
  /** SKU of the model that is configured. */
  product: z.string().min(1),
  /** By name; numbers are measures and counts. */
  options: z.record(z.string().min(1).max(60), option),
  quantity: z.number(),
  channel: z.string(),
  currency: z.string(),
  /** ISO 8601, UTC. */
  at: z.string(),
});
export type ConfigurationInput = z.output<typeof configurationInput>;

const decimal = z.union([z.number(), z.string().regex(/^-?\d{1,15}(\.\d{1,9})?$/, 'is no decimal number')]);
const said = { code: z.string().min(1, 'is needed').max(60), label: z.string().min(1, 'is needed').max(300) };

const brokenConstraint = z.strictObject({
  ...said,
  /** The option that should be chosen otherwise; null where it is the combination. */
  option: z.string().max(60).nullish(),
});

const MOST = 1e12;
const pricePart = z
  .strictObject({ ...said, type: z.enum(['base', 'add', 'percent']), value: decimal })
  .refine(({ value }) => Math.abs(Number(value)) < MOST, 'has an absurd value')
  .refine(({ type, value }) => type !== 'base' || Number(value) >= 0, 'is a base price below zero');
export type PricePart = z.output<typeof pricePart>;

const leadTime = z.strictObject({
  ...said,
  /** `days`: at least so many; `extra`: so many more. */
  type: z.enum(['days', 'extra']),
  value: z.number().int('is no whole number of days').min(0, 'is below zero').max(3_650, 'is more than ten years'),
});

const product = z.strictObject({
  ...said,
  /** Per cent of tax inside the price; null where it is not known. */
  taxRate: z.union([z.number().min(0).max(100), z.null()]).optional(),
});

/** What is known of a combination. The product is null when no row knows it. */
export const configurationOutput = z.strictObject({
  product: product.nullish(),
  constraints: z.array(brokenConstraint).default([]),
  prices: z.array(pricePart).default([]),
  leadTimes: z.array(leadTime).default([]),
});
export type ConfigurationOutput = z.output<typeof configurationOutput>;
