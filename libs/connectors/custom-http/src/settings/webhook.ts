import { z } from 'zod';
import { expressionText } from './expression';

const toleranceSeconds = z.number().int().min(1).max(86_400).default(300);

/** How the system proves that a webhook is its own. The secret is the credential `webhookSecret`. */
export const webhookSettings = z.strictObject({
  signature: z.discriminatedUnion('kind', [
    z
      .strictObject({ kind: z.literal('secret-in-path') })
      .meta({ description: 'The address ends with the secret: /hooks/<connection>/<secret>' }),
    z.strictObject({
      kind: z.literal('hmac-sha256'),
      header: z.string().min(1),
      encoding: z.enum(['hex', 'base64']).default('hex'),
      prefix: z.string().default('').meta({ description: 'Text before the signature, for example sha256=' }),
      timestampHeader: z
        .string()
        .min(1)
        .optional()
        .meta({ description: 'Then "timestamp + separator + body" is signed.' }),
      timestampUnit: z.enum(['seconds', 'milliseconds']).default('seconds'),
      separator: z.string().default('.'),
      toleranceSeconds,
    }),
    z.strictObject({ kind: z.literal('standard-webhooks'), toleranceSeconds }),
  ]),
  events: expressionText.meta({
    title: 'Events',
    description: 'JSONata over {body, headers, query}: canonical events.',
  }),
  deduplicationKey: expressionText
    .optional()
    .meta({ title: 'Id of the event', description: 'JSONata; left out, the hash of the body.' }),
  answer: z
    .strictObject({
      status: z.number().int().min(200).max(299).default(200),
      contentType: z.string().default('application/json'),
      body: z.string().default(''),
    })
    .optional(),
});

export type WebhookSettings = z.output<typeof webhookSettings>;
export type SignatureSettings = WebhookSettings['signature'];
