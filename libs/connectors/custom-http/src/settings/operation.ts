import { z } from 'zod';
import { expressionText, templateText } from './expression';

const status = z.number().int().min(300).max(599);

/** How pages of a reading follow each other. The hub keeps the cursor and gives it back. */
export const pagingSettings = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('next-link'),
      next: expressionText.meta({
        description: 'Whole address of the next page, or its path below the base address; nothing after the last.',
      }),
    }),
    z.strictObject({
      kind: z.literal('page-number'),
      parameter: z.string().min(1).meta({ description: 'Query parameter that takes the number.' }),
      first: z.number().int().min(0).default(1),
      more: expressionText.meta({ description: 'True when there is a further page.' }),
    }),
    z.strictObject({
      kind: z.literal('cursor'),
      parameter: z
        .string()
        .min(1)
        .optional()
        .meta({ description: 'Query parameter; {cursor} can be used anywhere instead.' }),
      next: expressionText.meta({ description: 'Cursor after this page; nothing keeps the one that was used.' }),
      more: expressionText.optional().meta({ description: 'True when a further page can be read at once.' }),
    }),
  ])
  .meta({ title: 'Paging' });

export type PagingSettings = z.output<typeof pagingSettings>;

/** One call of the system. */
export const operationSettings = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: templateText.min(1).meta({ title: 'Path', description: 'Below the base address: /orders/{record.id}' }),
  query: z.record(z.string(), templateText).default({}).meta({ title: 'Query parameters' }),
  headers: z
    .record(z.string(), templateText)
    .default({})
    .meta({ title: 'Headers', description: 'For example Idempotency-Key: {key}' }),
  request: expressionText.optional().meta({ title: 'Request body', description: 'JSONata; left out sends no body.' }),
  encoding: z.enum(['json', 'form']).default('json').meta({ title: 'Encoding of the request body' }),
  accept: z.enum(['json', 'bytes', 'text', 'nothing']).default('json').meta({ title: 'Kind of answer' }),
  success: expressionText
    .optional()
    .meta({ title: 'Success', description: 'JSONata over {status, body, headers}; false makes a 2xx an error.' }),
  response: expressionText
    .optional()
    .meta({ title: 'Result', description: 'JSONata: the canonical result of the operation.' }),
  notFound: z.array(status).default([]).meta({ title: 'Statuses that mean "there is none"' }),
  errors: expressionText
    .optional()
    .meta({ title: 'Errors', description: 'JSONata: {class, code, message, field, retryAfterMs} or nothing.' }),
  idempotent: z.boolean().default(false).meta({
    title: 'Repeating is harmless',
    description: 'The system knows our reference or key and never does it twice.',
  }),
  deadlineMs: z.number().int().min(100).max(120_000).optional().meta({ title: 'Deadline, ms' }),
  paging: pagingSettings.optional(),
});

export type OperationSettings = z.output<typeof operationSettings>;
