import { MARKERS, type Sensitivity } from './field-names';

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/gu;
/** Shorter values are words like any other; replacing them would make everything unreadable. */
const SHORTEST_SECRET = 4;
const SHORTEST_PERSONAL = 3;

/**
 * Known values that may not appear anywhere, whatever the field is called. Every text of every call goes through here, and
 * next to none has one in it: so texts are searched first, and patterns are made only for what was found.
 */
export class KnownValues {
  private readonly secrets: readonly string[];
  /** With what stands in their place. */
  private readonly hidden = new Map<string, string>();

  /** @param secrets values of the credentials, and of the authorization of this call */
  constructor(secrets: readonly string[]) {
    const spellings = secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(spellingsOf);
    this.secrets = longestFirst(spellings);
  }

  /** A value that was scrubbed because of its name; a vendor may repeat it in the text of an error. */
  rememberHidden(value: string, sensitivity: Sensitivity): void {
    if (value.length >= SHORTEST_PERSONAL) this.hidden.set(value, MARKERS[sensitivity]);
  }

  /** Without the secrets that were known from the start; what else is in the text stays. */
  withoutSecrets(text: string): string {
    let clean = text;
    for (const secret of this.secrets) {
      if (clean.includes(secret)) clean = clean.replaceAll(secret, () => MARKERS.secret);
    }
    return clean;
  }

  replaceIn(text: string): string {
    let clean = this.withoutSecrets(text);
    if (clean.includes('@')) clean = clean.replace(EMAIL, MARKERS.personal);
    let found: string[] | null = null;
    for (const value of this.hidden.keys()) if (clean.includes(value)) (found ??= []).push(value);
    return found === null ? clean : clean.replace(anyOf(found), (value) => this.hidden.get(value) ?? MARKERS.personal);
  }
}

/** A secret as it looks in a URL and inside of a JSON text. */
function spellingsOf(secret: string): string[] {
  return [...new Set([secret, encodeURIComponent(secret.toWellFormed()), JSON.stringify(secret).slice(1, -1)])];
}

/** Whole words only: a first name may be the beginning of a product's name. */
function anyOf(values: readonly string[]): RegExp {
  const words = longestFirst(values).map((value) => value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}

function longestFirst(values: readonly string[]): string[] {
  return [...values].sort((first, second) => second.length - first.length);
}
