import { RE2JS, type Matcher } from 're2js';

const compiled = new WeakMap<RegExp, RE2JS>();

/** @throws {Error} when the pattern needs what a linear-time engine cannot do (look-around, back references) */
export function compileLinear(pattern: RegExp): RE2JS {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const flags = (pattern.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (pattern.multiline ? RE2JS.MULTILINE : 0);
  const made = RE2JS.compile(RE2JS.translateRegExp(pattern.source), flags);
  compiled.set(pattern, made);
  return made;
}

/**
 * Stands in for `RegExp` inside expressions: the part of it that JSONata uses (a global `exec` with `lastIndex`), on an
 * engine whose time grows linearly with the text, so that no pattern can hang the process.
 */
export class LinearRegExp {
  lastIndex = 0;
  private readonly pattern: RE2JS;
  private text: string | null = null;
  private matcher: Matcher | null = null;

  constructor(pattern: RegExp) {
    this.pattern = compileLinear(pattern);
  }

  exec(text: string): (string[] & { index: number }) | null {
    if (this.matcher === null || this.text !== text) {
      this.matcher = this.pattern.matcher(text);
      this.text = text;
    }
    if (this.lastIndex > text.length || !this.matcher.find(this.lastIndex)) {
      this.lastIndex = 0;
      return null;
    }
    const groups = [];
    for (let group = 0; group <= this.matcher.groupCount(); group += 1) groups.push(this.matcher.group(group) ?? '');
    this.lastIndex = this.matcher.end();
    return Object.assign(groups, { index: this.matcher.start() });
  }
}
