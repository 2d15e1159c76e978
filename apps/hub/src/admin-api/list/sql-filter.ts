/** The conditions of a list, with their values as parameters. */
export class SqlFilter {
  readonly values: unknown[] = [];
  private readonly texts: string[] = [];

  /** Adds a condition; every `?` in it stands for the value. Without a value there is no condition. */
  and(text: string, value: unknown): this {
    if (value === undefined) return this;
    this.values.push(value);
    const place = this.values.length;
    this.texts.push(text.replaceAll('?', () => `$${place}`));
    return this;
  }

  get where(): string {
    return this.texts.length === 0 ? '' : `where ${this.texts.join(' and ')}`;
  }
}
