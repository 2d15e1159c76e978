import { RejectedByVendorError } from '@crossdock/connector-kit';

/** For texts that people read and nobody relies on: names, descriptions. */
export const cut = (text: string, longest: number): string => text.slice(0, longest).trimEnd();

/**
 * For texts that must be whole: addresses, numbers.
 * @throws {RejectedByVendorError} code `dynamics-365-bc.too-long`, naming the field
 */
export function fitting(field: string, text: string, longest: number): string {
  if (text.length <= longest) return text;
  throw new RejectedByVendorError({
    code: 'dynamics-365-bc.too-long',
    summary: `"${field}" has ${text.length} characters; Business Central takes ${longest}.`,
    fix: `Shorten the value, or set "${field}" by a field rule.`,
    field,
  });
}
