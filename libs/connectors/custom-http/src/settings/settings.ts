import { z } from 'zod';
import { OPERATION_PORTS, operationsOf, type OperationPortName } from '../ports/port-catalogue';
import { authSettings } from './auth';
import { expressionText } from './expression';
import { operationSettings, type OperationSettings } from './operation';
import { webhookSettings } from './webhook';

/** Operations of one port by method. */
export type ConfiguredPort = Readonly<Record<string, OperationSettings | undefined>>;
export type ConfiguredPorts = Readonly<Partial<Record<OperationPortName, ConfiguredPort>>>;

const ports: z.ZodType<ConfiguredPorts> = z
  .strictObject(Object.fromEntries(OPERATION_PORTS.map((port) => [port, portSettings(port).optional()])))
  .default({});

function portSettings(port: OperationPortName): z.ZodType<ConfiguredPort> {
  const operations = operationsOf(port);
  const fields = operations.map(({ method, facts }) => {
    const optional = !facts.required || facts.guards !== undefined;
    const field = operationSettings.meta({ title: facts.title });
    return [method, optional ? field.optional() : field] as const;
  });
  const guarded = (configured: ConfiguredPort, context: z.RefinementCtx): void => {
    for (const { method, facts } of operations) {
      const create = configured[facts.guards ?? ''];
      if (create === undefined || create.idempotent || configured[method] !== undefined) continue;
      const message = `needed because ${facts.guards ?? ''} is not idempotent: after a time-out it must be found, not repeated`;
      context.addIssue({ code: 'custom', path: [method], message });
    }
  };
  return z.strictObject(Object.fromEntries(fields)).superRefine(guarded);
}

/** Everything that describes a system to the Custom HTTP connector. */
export const settings = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }).meta({ title: 'Base address', description: 'All paths are below it.' }),
  auth: authSettings.default({ kind: 'none' }),
  headers: z.record(z.string(), z.string()).default({}).meta({ title: 'Headers of every call' }),
  deadlineMs: z.number().int().min(100).max(120_000).default(15_000).meta({ title: 'Deadline of a call, ms' }),
  errors: expressionText.optional().meta({
    title: 'Errors',
    description: 'JSONata for operations without one: {class, code, message, field, retryAfterMs} or nothing.',
  }),
  constants: z
    .record(z.string(), z.unknown())
    .default({})
    .meta({ title: 'Constants', description: 'Seen by every expression as constants.<name>.' }),
  tables: z
    .record(z.string(), z.record(z.string(), z.string()))
    .default({})
    .meta({ title: 'Code tables', description: 'For $code(table, key); rows of the lookup tables come first.' }),
  scrub: z
    .array(z.string())
    .default([])
    .meta({ title: 'Personal fields', description: 'Names whose values are not kept in captured calls.' }),
  ports: ports.meta({ title: 'Operations' }),
  webhook: webhookSettings.optional().meta({ title: 'Webhook' }),
});

export type CustomHttpSettings = z.output<typeof settings>;
