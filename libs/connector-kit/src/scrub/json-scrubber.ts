import {
  isAboutPerson,
  isPersonalBesideOthers,
  MARKERS,
  sensitivityOf,
  staysReadable,
  type Sensitivity,
} from './field-names';
import type { KnownValues } from './values';

const DEEPEST = 40;

/** Writes a value as JSON with everything secret and personal replaced; stops when the limit is reached. */
export class JsonScrubber {
  private readonly parts: string[] = [];
  private length = 0;

  constructor(
    private readonly known: KnownValues,
    /** Further names whose values are not kept, as `normalName` writes them; asked before the kit's own list. */
    private readonly isExtraSecret: (name: string) => boolean,
    private readonly limit: number,
  ) {}

  write(value: unknown): string {
    this.value(value, null, 0);
    const text = this.parts.join('');
    return this.full ? `${text.slice(0, this.limit)}… [cut]` : text;
  }

  private get full(): boolean {
    return this.length > this.limit;
  }

  private put(text: string): void {
    this.parts.push(text);
    this.length += text.length;
  }

  private value(value: unknown, hidden: Sensitivity | null, depth: number): void {
    if (this.full) return;
    if (depth > DEEPEST) this.put('"…"');
    else if (typeof value === 'string') this.string(value, hidden);
    else if (typeof value === 'number' && hidden !== null) this.hide(String(value), hidden);
    else if (Array.isArray(value)) this.array(value, hidden, depth);
    else if (typeof value === 'object' && value !== null) this.object(value, hidden, depth);
    // Undefined has no place in JSON; what has none is written as null.
    else this.put(JSON.stringify(value ?? null));
  }

  private string(value: string, hidden: Sensitivity | null): void {
    if (hidden === null || value === '') this.put(JSON.stringify(this.known.replaceIn(value)));
    else this.hide(value, hidden);
  }

  private hide(value: string, hidden: Sensitivity): void {
    this.known.rememberHidden(value, hidden);
    this.put(`"${MARKERS[hidden]}"`);
  }

  private array(items: readonly unknown[], hidden: Sensitivity | null, depth: number): void {
    this.put('[');
    for (const [index, item] of items.entries()) {
      if (this.full) break;
      if (index > 0) this.put(',');
      this.value(item, hidden, depth + 1);
    }
    this.put(']');
  }

  private object(record: object, hidden: Sensitivity | null, depth: number): void {
    const entries = Object.entries(record).filter(([, value]) => value !== undefined);
    const beside = entries.some(([name, value]) => typeof value === 'string' && sensitivityOf(name) === 'personal');
    this.put('{');
    for (const [index, [name, value]] of entries.entries()) {
      if (this.full) break;
      this.put(`${index > 0 ? ',' : ''}${JSON.stringify(this.known.replaceIn(name))}:`);
      this.value(value, this.sensitivity(name, value, hidden, beside), depth + 1);
    }
    this.put('}');
  }

  private sensitivity(name: string, value: unknown, outer: Sensitivity | null, beside: boolean): Sensitivity | null {
    if (outer === 'secret' || this.isExtraSecret(name)) return 'secret';
    const own = sensitivityOf(name);
    if (own !== null) return own;
    if (typeof value === 'object') return outer ?? (isAboutPerson(name) ? 'personal' : null);
    return isPersonalHere(name, outer, beside) ? 'personal' : null;
  }
}

/** Whether a text is personal by where it stands, not by its name alone. */
function isPersonalHere(name: string, outer: Sensitivity | null, beside: boolean): boolean {
  return outer === 'personal' ? !staysReadable(name) : beside && isPersonalBesideOthers(name);
}
