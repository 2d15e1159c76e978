import { z } from 'zod';
import { collection } from './odata';

export const company = z.object({ id: z.guid(), name: z.string() });
export const companies = collection(company);

export const journal = z.object({ id: z.guid(), code: z.string() });
export const journals = collection(journal);
