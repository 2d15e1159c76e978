import { z } from 'zod';
import { collection } from './odata';

export const customer = z.object({
  '@odata.etag': z.string(),
  id: z.guid(),
  number: z.string(),
  email: z.string(),
});
export type Customer = z.output<typeof customer>;
export const customers = collection(customer);

const text = (longest: number): z.ZodString => z.string().max(longest);

export const customerBody = z.object({
  displayName: text(100),
  type: z.enum(['Company', 'Person']),
  addressLine1: text(100),
  addressLine2: text(50),
  city: text(30),
  state: text(30),
  postalCode: text(20),
  country: text(10),
  phoneNumber: text(30),
  email: text(80),
  taxRegistrationNumber: text(20),
});
export type CustomerBody = z.output<typeof customerBody>;
