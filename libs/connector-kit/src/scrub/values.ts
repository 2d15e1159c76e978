import { MARKERS } from './field-names';

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/gu;
/** Shorter values are words like any other; replacing them would make everything unreadable. */
const SHORTEST_SECRET = 4;
const SHORTEST_PERSONAL = 3;

/** Known values that may not appear anywhere, whatever the field is called. */
export class KnownValues {
  private readonly secrets: RegExp | null;
  private readonly personal = new Set<string>();
  private personalPattern: RegExp | null = null;

  /** @param secrets values of the credentials, and of the authorization of this call */
  constructor(secrets: readonly string[]) {
    const spellings = secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(spellingsOf);
    this.secrets = spellings.length === 0 ? null : new RegExp(alternatives(spellings), 'g');
  }

  /** A value that was scrubbed because of its name; a vendor may repeat it in the text of an error. */
  rememberPersonal(value: string): void {
    if (value.length < SHORTEST_PERSONAL || this.personal.has(value)) return;
    this.personal.add(value);
    this.personalPattern = null;
  }

  replaceIn(text: string): string {
    let clean = this.secrets === null ? text : text.replace(this.secrets, MARKERS.secret);
    if (clean.includes('@')) clean = clean.replace(EMAIL, MARKERS.personal);
    const personal = this.pattern();
    return personal === null ? clean : clean.replace(personal, MARKERS.personal);
  }

  private pattern(): RegExp | null {
    if (this.personal.size === 0) return null;
    // Whole words only: a first name may be the beginning of a product's name.
    const words = alternatives([...this.personal]);
    this.personalPattern ??= new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'gu');
    return this.personalPattern;
  }
}

/** A secret as it looks in a URL and inside of a JSON text. */
function spellingsOf(secret: string): string[] {
  return [...new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])];
}

function alternatives(values: readonly string[]): string {
  return [...values]
    .sort((first, second) => second.length - first.length)
    .map((value) => value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('|');
}
