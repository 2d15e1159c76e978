import { z } from 'zod';

const apiError = z.object({
  code: z.string(),
  message: z.string().nullish(),
  details: z.string().nullish(),
  path: z.string().nullish(),
  /** In the language of `Accept-Language`, meant for the seller. */
  userMessage: z.string().nullish(),
});
export type ApiError = z.output<typeof apiError>;

/** What is said about one offer of a command is of the same shape. */
export const apiErrors = z.array(apiError);

/** Most resources answer a list; some order resources one bare error (fact sheet "Allegro", section 7). */
export const errorBody = z.union([
  z.object({ errors: z.array(apiError).min(1) }).transform(({ errors }) => errors),
  apiError.transform((error) => [error]),
]);

/** Refusals of tokens, also by the API itself. `error_description` may end with the token that was refused. */
export const authErrorBody = z.object({ error: z.string(), error_description: z.string().nullish() });
