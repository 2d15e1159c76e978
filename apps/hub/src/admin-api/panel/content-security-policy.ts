import { createHash } from 'node:crypto';

// Emotion, which styles the panel's components, adds an empty style element and fills it by script (CSSOM), which this
// policy does not restrict; the element itself must be allowed, and the hash of nothing allows just that.
const EMPTY_STYLE = hashSource('');

const INLINE = /<(script|style)(\s[^>]*)?>([\s\S]*?)<\/\1\s*>/gi;

/** What the panel's page may load: its own files, and the inline scripts and styles that it came with, by their hashes. */
export function panelPolicy(html: string): string {
  const { scripts, styles } = inlineHashes(html);
  return [
    `default-src 'none'`,
    ['script-src', `'self'`, ...scripts].join(' '),
    ['style-src', `'self'`, EMPTY_STYLE, ...styles].join(' '),
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** Answers of the API are data: nothing in them is run, shown in a frame or loaded from. */
export const DATA_POLICY = `default-src 'none'; frame-ancestors 'none'`;

function inlineHashes(html: string): { readonly scripts: readonly string[]; readonly styles: readonly string[] } {
  const inline = [...html.matchAll(INLINE)].flatMap(([, tag = '', attributes = '', text = '']) =>
    /\ssrc\s*=/i.test(attributes) ? [] : [{ tag: tag.toLowerCase(), source: hashSource(text) }],
  );
  const of = (wanted: string): string[] => inline.filter(({ tag }) => tag === wanted).map(({ source }) => source);
  return { scripts: of('script'), styles: of('style') };
}

function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
