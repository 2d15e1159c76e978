import { z } from 'zod';

/** How calls prove who they come from. The secrets themselves are credentials. */
export const authSettings = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({
      kind: z.literal('api-key'),
      header: z
        .string()
        .regex(/^[A-Za-z0-9-]+$/)
        .meta({ title: 'Header', description: 'For example X-Api-Key.' }),
      prefix: z.string().default('').meta({ title: 'Text before the key', description: 'For example "Key ".' }),
    }),
    z.strictObject({ kind: z.literal('basic') }),
    z.strictObject({ kind: z.literal('bearer') }),
    z.strictObject({
      kind: z.literal('oauth2-client-credentials'),
      tokenUrl: z.url().meta({ title: 'Token address' }),
      scope: z.string().optional().meta({ title: 'Scope' }),
      audience: z.string().optional().meta({ title: 'Audience' }),
      clientIn: z.enum(['body', 'basic']).default('body').meta({ title: 'Where client id and secret go' }),
    }),
  ])
  .meta({ title: 'Authentication' });

export type AuthSettings = z.output<typeof authSettings>;
