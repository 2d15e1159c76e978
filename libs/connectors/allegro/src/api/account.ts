import { z } from 'zod';

/** `GET /me`: whose token it is. */
export const account = z.object({ id: z.string(), login: z.string() });
export type Account = z.output<typeof account>;
