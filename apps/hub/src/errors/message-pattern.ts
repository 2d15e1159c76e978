/** What follows in a longer message is a vendor's stack or document. */
const LONGEST_MESSAGE = 2_000;
const LONGEST_PATTERN = 400;

// In this order: what a longer rule takes, a shorter one no longer sees. No rule can look at a character more than a few
// times, whatever a vendor writes.
const RULES: readonly (readonly [RegExp, string])[] = [
  // Quoted values, in the quotation marks of German, Polish, French and English; apostrophes inside words are none.
  [/"[^"]{0,200}"|“[^”]{0,200}”|„[^”"]{0,200}[”"]|«[^»]{0,200}»|`[^`]{0,200}`/g, '{value}'],
  [/(?<![\p{L}\p{N}])'[^']{0,200}'(?![\p{L}\p{N}])/gu, '{value}'],
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g, '{email}'],
  [/https?:\/\/[^\s"'<>)]{1,300}/g, '{url}'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '{id}'],
  [/\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?\b/g, '{date}'],
  [/\b\d{1,2}[./]\d{1,2}[./]\d{4}\b/g, '{date}'],
  // Numbers of documents and products: `ZS/12/2026`, `UNKNOWN-1`, `WAW01A`, but not words with a hyphen.
  [
    /(?<![\p{L}\p{N}])(?=[\p{L}\p{N}_/.-]{0,80}\d)(?=[\p{L}\p{N}_/.-]{0,80}\p{L})[\p{L}\p{N}]+(?:[_/.-][\p{L}\p{N}]+)*/gu,
    '{id}',
  ],
  [/(?<![\p{L}\p{N}])\p{Lu}+(?:[_/-]\p{Lu}+)+(?![\p{L}\p{N}])/gu, '{id}'],
  [/(?<![\p{L}\p{N}])\d+(?:[ .,:/-]?\d+)*/gu, '{number}'],
  [/\s+/g, ' '],
];

/**
 * What two failures of the same cause have in common: the message without the numbers, ids, dates and quoted values in
 * which they differ.
 */
export function messagePattern(message: string): string {
  let pattern = message.slice(0, LONGEST_MESSAGE);
  for (const [rule, placeholder] of RULES) pattern = pattern.replaceAll(rule, placeholder);
  return pattern.trim().slice(0, LONGEST_PATTERN);
}

/** A field without its place in a list: `/lines/3/sku` and `lines[4].sku` differ in nothing else. */
export function fieldPattern(field: string | null): string | null {
  return field === null ? null : field.slice(0, 200).replaceAll(/\d+/g, '{number}');
}
