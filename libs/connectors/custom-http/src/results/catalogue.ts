import { z } from 'zod';
import { decimal, grossPrice, identifier } from './records';

export const offerSummary = z.object({
  offerId: identifier,
  sku: z.string().nullable(),
  gtin: z.string().nullish(),
  name: z.string(),
  quantity: z.number().nullable(),
  active: z.boolean(),
});

const texts = z.record(z.string(), z.string());

export const product = z.object({
  sku: z.string().min(1),
  gtin: z.string().nullish(),
  name: texts,
  description: texts.optional(),
  price: grossPrice.nullish(),
  unit: z.string().nullish(),
  weightGrams: z.number().nullish(),
  images: z.array(z.string()).optional(),
  categories: z.array(z.string()).optional(),
  active: z.boolean(),
  attributes: z.record(z.string(), z.unknown()).optional(),
});

export const productPrice = z.object({ sku: z.string().min(1), price: grossPrice, minimumQuantity: decimal.nullish() });
