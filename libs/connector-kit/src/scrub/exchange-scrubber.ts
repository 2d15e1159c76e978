import { isText } from '../http/answer-body';
import {
  isAboutPerson,
  isPersonalBesideOthers,
  isSecretHeader,
  MARKERS,
  normalName,
  sensitivityOf,
  type Sensitivity,
} from './field-names';
import { JsonScrubber } from './json-scrubber';
import { KnownValues } from './values';

/** Longest body that is kept, characters. */
export const LONGEST_KEPT_BODY = 16 * 1024;

/** An answer's body as it was read: the parsed JSON where it is JSON, else its text. */
export interface CapturedBody {
  readonly json: unknown;
  readonly text: () => string;
  readonly bytes: number;
  readonly contentType: string | undefined;
}

/** Makes one exchange fit to be kept. Call it for the request first: what was hidden there is hidden in the answer too. */
export class ExchangeScrubber {
  private readonly known: KnownValues;
  private readonly extra: ReadonlySet<string>;

  /**
   * @param secrets real values of the credentials and of this call's authorization
   * @param extraNames further names of fields, headers and query parameters whose values are not kept
   */
  constructor(secrets: readonly string[], extraNames: readonly string[]) {
    this.known = new KnownValues(secrets);
    this.extra = new Set(extraNames.map(normalName));
  }

  headers(headers: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        isSecretHeader(name) || this.isExtra(name) ? MARKERS.secret : this.known.replaceIn(value),
      ]),
    );
  }

  url(url: URL): string {
    const path = url.pathname
      .split('/')
      .map((segment) => this.encoded(segment))
      .join('/');
    return url.search === '' ? `${url.origin}${path}` : `${url.origin}${path}?${this.pairs(url.searchParams)}`;
  }

  json(value: unknown): string {
    return new JsonScrubber(this.known, (name) => this.isExtra(name), LONGEST_KEPT_BODY).write(value);
  }

  form(form: Readonly<Record<string, string>>): string {
    return cut(this.pairs(Object.entries(form)));
  }

  body(body: CapturedBody): string | null {
    if (body.bytes === 0) return null;
    if (body.json !== undefined) return this.json(body.json);
    if (!isText(body.contentType)) return `[binary ${body.contentType ?? ''}, ${body.bytes} bytes]`;
    return this.text(body.text());
  }

  /** Text that is no JSON, or broken JSON, or XML: pairs of name and value are looked for. */
  text(text: string): string {
    // Cut before the search, so that an endless text costs nothing; a little more, so that no value is cut in two.
    const kept = text.slice(0, LONGEST_KEPT_BODY + 1_000);
    // Which names stand in one object cannot be told any more: beside anything personal, all of them count.
    const beside = [...kept.matchAll(/["<]([\w:.-]{1,80})[">]/g)].some(
      ([, name = '']) => isAboutPerson(name) || sensitivityOf(name) === 'personal',
    );
    const clean = kept
      .replace(/"([^"]{1,80})"(\s*:\s*)"((?:[^"\\]|\\.)*)("|$)/g, (whole, name: string, colon: string, value: string) =>
        this.pair(whole, name, value, (marker) => `"${name}"${colon}"${marker}"`, beside),
      )
      .replace(
        /<([\w:.-]{1,80})((?:\s[^<>]*)?)>([^<]+)(<|$)/g,
        (whole, name: string, rest: string, value: string, end: string) =>
          this.pair(whole, name.replace(/^.*:/, ''), value, (marker) => `<${name}${rest}>${marker}${end}`, beside),
      );
    return cut(this.known.replaceIn(clean));
  }

  private pair(whole: string, name: string, value: string, write: (marker: string) => string, beside = false): string {
    const hidden = this.sensitivity(name) ?? (beside && isPersonalBesideOthers(name) ? 'personal' : null);
    if (hidden === null) return whole;
    this.known.rememberHidden(value, hidden);
    return write(MARKERS[hidden]);
  }

  private sensitivity(name: string): Sensitivity | null {
    return this.isExtra(name) ? 'secret' : sensitivityOf(name);
  }

  private isExtra(name: string): boolean {
    return this.extra.size > 0 && this.extra.has(normalName(name));
  }

  private pairs(pairs: Iterable<readonly [string, string]>): string {
    return [...pairs]
      .map(([name, value]) => {
        const hidden = value === '' ? null : this.sensitivity(name);
        if (hidden !== null) this.known.rememberHidden(value, hidden);
        return `${encodeURIComponent(name)}=${hidden === null ? this.queryValue(value) : MARKERS[hidden]}`;
      })
      .join('&');
  }

  /** Filters name fields themselves: `email eq '…'` (OData). */
  private queryValue(value: string): string {
    const clean = value.replace(
      /([\w/]+)(\s+eq\s+)'((?:[^']|'')*)'/g,
      (whole, name: string, eq: string, said: string) =>
        this.pair(whole, name, said, (marker) => `${name}${eq}'${marker}'`),
    );
    const replaced = this.known.replaceIn(clean);
    return replaced === value ? encodeURIComponent(value) : replaced;
  }

  private encoded(segment: string): string {
    const plain = decoded(segment);
    const clean = this.known.replaceIn(plain);
    return clean === plain ? segment : clean;
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function cut(text: string): string {
  return text.length > LONGEST_KEPT_BODY ? `${text.slice(0, LONGEST_KEPT_BODY)}… [cut]` : text;
}
