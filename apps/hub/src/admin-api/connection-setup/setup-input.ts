import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { ConnectionRow } from '../../connections/connection-row';
import { connectionLimits } from '../../cli/setup/setup-file';
import { typedText } from '../access/checked-input';

const settings = z.record(z.string(), z.unknown());
const credentialChanges = z.record(z.string().max(100), z.string().min(1).max(20_000).nullable());

export const connectionChange = z.strictObject({
  /** As it was read: a change of somebody else in between is not overwritten. */
  version: z.int().positive(),
  name: typedText(200).optional(),
  settings: settings.optional(),
  credentials: credentialChanges.optional(),
  limits: connectionLimits.optional(),
  allowPrivateAddresses: z.boolean().optional(),
});
export type ConnectionChange = z.output<typeof connectionChange>;

export const trialRequest = z.strictObject({
  /** A connection that is stored: credentials that are left out are those that it has. */
  id: z.string().max(100).optional(),
  system: z.string().max(100),
  settings,
  credentials: credentialChanges.default({}),
  allowPrivateAddresses: z.boolean().default(false),
});
export type TrialRequest = z.output<typeof trialRequest>;

/** Names of what is changed, never values: `settings.baseUrl`, `credentials.apiKey`, `limits`. */
export function changedParts(row: ConnectionRow, change: ConnectionChange): readonly string[] {
  const before = new Map(Object.entries(typeof row.settings === 'object' && row.settings !== null ? row.settings : {}));
  const after = new Map<string, unknown>(Object.entries(change.settings ?? Object.fromEntries(before)));
  const fields = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => !isDeepStrictEqual(before.get(name), after.get(name)),
  );
  const isNamed = change.name !== undefined && change.name !== row.name;
  const isOpened =
    change.allowPrivateAddresses !== undefined && change.allowPrivateAddresses !== row.allowPrivateAddresses;
  return [
    ...(isNamed ? ['name'] : []),
    ...fields.map((name) => `settings.${name}`),
    ...Object.keys(change.credentials ?? {}).map((name) => `credentials.${name}`),
    ...(change.limits === undefined ? [] : ['limits']),
    ...(isOpened ? ['allowPrivateAddresses'] : []),
  ];
}
