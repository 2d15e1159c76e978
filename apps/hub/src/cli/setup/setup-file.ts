import { readFileSync } from 'node:fs';
import { SHOP_EVENTS } from '@crossdock/canonical';
import { z } from 'zod';
import { channelRoutes } from '../../orders/routes';
import { WrongUse } from '../outcome';
import { pointerTo, SetupRefused, type SetupProblem } from './setup-problem';

const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/, 'must be 1 to 60 letters, digits, "-" and "_", a letter or digit first');
export const connectionLimits = z.strictObject({
  requests: z.int().positive(),
  perMs: z.int().positive(),
  concurrency: z.int().positive(),
});

/** A connection as somebody sets it up, in a file or in the panel. */
export const connectionSetup = z.strictObject({
  id,
  system: z.string().min(1),
  name: z.string().min(1).max(200),
  settings: z.record(z.string(), z.unknown()).default({}),
  credentials: z.record(z.string(), z.unknown()).default({}),
  /** Left out: those of the system for a new connection, those that it has for one that is there. */
  limits: connectionLimits.optional(),
  /** The system is behind the firewall, or on this very computer. */
  allowPrivateAddresses: z.boolean().default(false),
});

export const channelSetup = z
  .strictObject({
    id,
    name: z.string().min(1).max(200),
    kind: z.enum(['shop', 'marketplace']).default('shop'),
    connectionId: id.nullable().default(null),
    routes: channelRoutes.prefault({}),
  })
  .refine(({ kind, connectionId }) => kind === 'shop' || connectionId !== null, {
    path: ['connectionId'],
    message: 'a marketplace needs the connection that its orders are pulled through',
  });

const webhookEndpoint = z.strictObject({
  id,
  channel: id,
  url: z.url({ protocol: /^https?$/ }).max(500),
  secret: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'must be "whsec_" and 24 to 64 random bytes in base64'),
  events: z.array(z.enum(SHOP_EVENTS)).min(1),
  limits: connectionLimits.optional(),
  allowPrivateAddresses: z.boolean().default(false),
});

const setup = z.strictObject({
  connections: z.array(connectionSetup).default([]),
  channels: z.array(channelSetup).default([]),
  webhookEndpoints: z.array(webhookEndpoint).default([]),
});
export type Setup = z.output<typeof setup>;
export type SetupConnection = Setup['connections'][number];
export type SetupEndpoint = Setup['webhookEndpoints'][number];

const FROM_ENVIRONMENT = /\{\{env\.([A-Za-z_][A-Za-z0-9_]*)\}\}/g;

/**
 * The set-up in a JSON file. `{{env.NAME}}` in its texts becomes that variable, so that secrets need not be in the file.
 * @throws {WrongUse} when the file cannot be read or is not JSON
 * @throws {SetupRefused} with everything that is wrong in it
 */
export function readSetupFile(file: string, env: NodeJS.ProcessEnv): Setup {
  const problems: SetupProblem[] = [];
  const result = setup.safeParse(filled(jsonOf(file), [], env, problems));
  if (problems.length > 0) throw new SetupRefused(problems);
  if (!result.success) throw new SetupRefused(result.error.issues.flatMap((issue) => problemsOf(issue)));
  return result.data;
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

function filled(
  value: unknown,
  path: readonly PropertyKey[],
  env: NodeJS.ProcessEnv,
  problems: SetupProblem[],
): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(FROM_ENVIRONMENT, (_placeholder, name: string) => {
      const given = env[name];
      if (given === undefined) problems.push({ pointer: pointerTo(path), message: `${name} is not set.` });
      return given ?? '';
    });
  }
  if (Array.isArray(value)) return value.map((entry: unknown, index) => filled(entry, [...path, index], env, problems));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, filled(entry, [...path, name], env, problems)]),
  );
}

/** A field that nobody knows is named by its own place, not by that of the object around it. */
export function problemsOf(issue: z.core.$ZodIssue, before: readonly PropertyKey[] = []): SetupProblem[] {
  const path = [...before, ...issue.path];
  if (issue.code !== 'unrecognized_keys') return [{ pointer: pointerTo(path), message: issue.message }];
  return issue.keys.map((key) => ({ pointer: pointerTo([...path, key]), message: 'There is no such field.' }));
}
