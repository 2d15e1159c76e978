import type { ConnectorManifest } from '@crossdock/connector-kit';
import { newOrigins } from '../../connections/addresses';
import { credentialFields } from '../../connections/connection-form';
import { credentialsPurpose } from '../../connections/connection-gateway';
import type { ConnectionRow } from '../../connections/connection-row';
import type { SecretBox } from '../../platform/secrets/secret-box';
import { badInput } from '../access/checked-input';

export type Credentials = Readonly<Record<string, unknown>>;
/** What a person enters: a value, null to take one away; what is left out stays. */
export type CredentialChanges = Readonly<Record<string, string | null>>;

/** A credential as the panel sees it. */
export interface CredentialView {
  readonly name: string;
  readonly isSecret: boolean;
  readonly isSet: boolean;
  /** Null for secrets, always. */
  readonly value: string | null;
}

/** Empty where there are none, or where they were sealed with another key. */
export function openCredentials(box: SecretBox, { id, credentials }: ConnectionRow): Credentials {
  if (credentials === null) return {};
  try {
    const opened = box.open(credentials, credentialsPurpose(id));
    return typeof opened === 'object' && opened !== null ? Object.fromEntries(Object.entries(opened)) : {};
  } catch {
    return {};
  }
}

export function credentialViews(manifest: ConnectorManifest, stored: Credentials): readonly CredentialView[] {
  return credentialFields(manifest).map(({ name, isSecret }) => {
    const value = stored[name];
    const isSet = value !== undefined && value !== '';
    return { name, isSecret, isSet, value: isSecret || typeof value !== 'string' ? null : value };
  });
}

export function withChanges(stored: Credentials, changes: CredentialChanges): Credentials {
  const merged = { ...stored, ...changes };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}

interface Move {
  readonly manifest: ConnectorManifest;
  readonly stored: Credentials;
  readonly changes: CredentialChanges;
  readonly settingsBefore: unknown;
  readonly settingsAfter: unknown;
}

/**
 * Whoever sends a connection to another host has to enter its secrets again: otherwise they could be read there by
 * somebody who was never told them.
 * @throws {Problem} 400 that points at each
 */
export function refuseMovedSecrets({ manifest, stored, changes, settingsBefore, settingsAfter }: Move): void {
  const hosts = newOrigins(settingsBefore, settingsAfter);
  if (hosts.length === 0) return;
  const kept = credentialFields(manifest).filter(
    ({ name, isSecret }) => isSecret && stored[name] !== undefined && changes[name] === undefined,
  );
  if (kept.length === 0) return;
  const message = `must be entered again, because the connection now leads to ${hosts.join(', ')}`;
  throw badInput(kept.map(({ name }) => ({ pointer: `/credentials/${name}`, code: 'field.enter-again', message })));
}

/** True when tokens that were made with what was entered before belong to another account. */
export function isOtherAccount({ manifest, stored, changes, settingsBefore, settingsAfter }: Move): boolean {
  if (newOrigins(settingsBefore, settingsAfter).length > 0) return true;
  const secrets = new Set(credentialFields(manifest).flatMap(({ name, isSecret }) => (isSecret ? [name] : [])));
  // A new client secret belongs to the same client; a new refresh token may be that of another person.
  return Object.entries(changes).some(
    ([name, value]) => value !== (stored[name] ?? null) && (!secrets.has(name) || name === 'refreshToken'),
  );
}
