import { z } from 'zod';
import type { ConnectorManifest } from '@crossdock/connector-kit';

/** JSON Schema (draft 2020-12). Secrets have `secret: true`, JSONata expressions `expression: true`. */
export type FormSchema = Readonly<Record<string, unknown>>;

export interface ConnectionForm {
  readonly settings: FormSchema;
  readonly credentials: FormSchema;
}

const made = new WeakMap<ConnectorManifest, ConnectionForm>();

/** What the panel asks for when somebody sets up a connection of this system. */
export function formOf(manifest: ConnectorManifest): ConnectionForm {
  const known = made.get(manifest);
  if (known !== undefined) return known;
  const form = { settings: schemaOf(manifest.settings), credentials: schemaOf(manifest.credentials) };
  made.set(manifest, form);
  return form;
}

export interface CredentialField {
  readonly name: string;
  readonly isSecret: boolean;
}

/** The credentials that a system has. */
export function credentialFields(manifest: ConnectorManifest): readonly CredentialField[] {
  const { properties } = formOf(manifest).credentials;
  if (typeof properties !== 'object' || properties === null) return [];
  return Object.entries(properties).map(([name, field]: [string, unknown]) => ({
    name,
    isSecret: typeof field === 'object' && field !== null && Reflect.get(field, 'secret') === true,
  }));
}

// As people enter it: what has a default may be left out.
function schemaOf(schema: z.ZodType): FormSchema {
  return { ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) };
}
