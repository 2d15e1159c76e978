import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { WrongUse } from '../outcome';

const decimal = z.string().regex(/^\d+(\.\d+)?$/, 'is a decimal number in quotation marks');
const currency = z.string().regex(/^[A-Z]{3}$/, 'is a currency code of three letters');

const samples = z.strictObject({
  /** Id of an order of the channel; without it the first one that is read is used. */
  externalId: z.string().min(1).optional(),
  /** A product that the system knows. */
  sku: z.string().min(1).optional(),
  /** An offer of the channel whose stock and price may be set. */
  offerId: z.string().min(1).optional(),
  /** Word of a warehouse that the system knows. */
  warehouse: z.string().min(1).optional(),
  /** Delivery method word that the courier's lookup table knows. */
  deliveryMethod: z.string().min(1).optional(),
  pickupPointId: z.string().min(1).optional(),
  /** A payment that exists. It is confirmed and refunded. */
  payment: z
    .strictObject({
      reference: z.string().min(1),
      transactionId: z.string().min(1),
      amount: z.strictObject({ amount: decimal, currency }),
    })
    .optional(),
  /** Currency of sample orders. Default PLN. */
  currency: currency.optional(),
});
export type GivenSamples = z.output<typeof samples>;

// Not strict: an exported connection has further fields.
const config = z.object({
  settings: z.record(z.string(), z.unknown()).default({}),
  credentials: z.record(z.string(), z.unknown()).default({}),
  lookups: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  samples: samples.default({}),
});
export type CertifyConfig = z.output<typeof config>;

/** @throws {WrongUse} naming what is wrong in the file, never a value of it */
export function readCertifyConfig(file: string): CertifyConfig {
  const result = config.safeParse(jsonOf(file));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new WrongUse(`${file}: ${field === '' ? '' : `${field}: `}${issue?.message ?? 'not readable'}.`);
}

function jsonOf(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new WrongUse(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    // The message of the parser repeats a piece of the file, which may be a secret.
    throw new WrongUse(`${file} is not JSON.`);
  }
}
