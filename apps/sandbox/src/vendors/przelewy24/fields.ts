export type Json = Record<string, unknown>;

export type FieldRule =
  | { readonly kind: 'text'; readonly longest: number; readonly optional?: true }
  | { readonly kind: 'integer'; readonly from?: number; readonly to?: number; readonly optional?: true };

/** Names of the fields that are missing, of another type, too long or out of range. */
export function badFields(body: Json, rules: Readonly<Record<string, FieldRule>>): string[] {
  return Object.entries(rules)
    .filter(([name, rule]) => !fits(body[name], rule))
    .map(([name]) => name);
}

function fits(value: unknown, rule: FieldRule): boolean {
  if (value === undefined || value === null) return rule.optional === true;
  return rule.kind === 'text' ? isText(value, rule.longest) : isInteger(value, rule.from ?? 1, rule.to ?? Infinity);
}

const isText = (value: unknown, longest: number): boolean =>
  typeof value === 'string' && value !== '' && value.length <= longest;
const isInteger = (value: unknown, from: number, to: number): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= from && value <= to;

export const textOr = <T>(value: unknown, fallback: T): string | T => (typeof value === 'string' ? value : fallback);
export const numberOr = <T>(value: unknown, fallback: T): number | T => (typeof value === 'number' ? value : fallback);
export const objectOr = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
