import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { WrongUse } from '../outcome';
import onlineRetail from '../profiles/online-retail.json';
import { importProfile, type ImportProfile } from './import-profile';

/** Profiles that come with the product, by name. */
export const shippedProfiles: readonly ImportProfile[] = [importProfile.parse(onlineRetail)];

/** A profile without columns: they are named on the command line. */
export const emptyProfile: ImportProfile = importProfile.parse({ name: 'none' });

/**
 * The shipped profile of that name, or the one in the file.
 * @throws {WrongUse} when there is none, or the file says something that a profile cannot
 */
export function loadProfile(nameOrFile: string): ImportProfile {
  const shipped = shippedProfiles.find((profile) => profile.name === nameOrFile);
  if (shipped !== undefined) return shipped;
  if (!existsSync(nameOrFile)) {
    const names = shippedProfiles.map((profile) => profile.name).join(', ');
    throw new WrongUse(`No profile "${nameOrFile}": give a file, or one of those that come along (${names}).`);
  }
  return parseProfile(nameOrFile, readFileSync(nameOrFile, 'utf8'));
}

function parseProfile(file: string, text: string): ImportProfile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new WrongUse(`${file} is not JSON.`, { cause });
  }
  const profile = importProfile.safeParse(json);
  if (profile.success) return profile.data;
  throw new WrongUse(`${file} is not a profile:\n${z.prettifyError(profile.error)}`);
}

/** The shipped profile made for files with this header, or null. */
export function profileForHeader(header: readonly string[]): ImportProfile | null {
  return (
    shippedProfiles.find(
      (profile) => profile.header.length > 0 && profile.header.every((column) => header.includes(column)),
    ) ?? null
  );
}

export function saveProfile(file: string, profile: ImportProfile): void {
  writeFileSync(file, `${JSON.stringify(profile, null, 2)}\n`);
}
