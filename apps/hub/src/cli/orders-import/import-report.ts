import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { stringify, type Stringifier } from 'csv-stringify';
import type { Action, Finding } from './finding';

export interface KindCount {
  readonly kind: string;
  readonly action: Action;
  readonly rows: number;
  readonly orders: number;
}

const COLUMNS = ['line', 'order', 'action', 'kind', 'reason', 'sku', 'quantity', 'unitPrice'] as const;

/** Every row that was refused or treated, one line each, written as it happens; and how many there were of a kind. */
export class ImportReport {
  private readonly csv: Stringifier;
  private readonly written: Promise<void>;
  private readonly counts = new Map<
    string,
    { readonly kind: string; readonly action: Action; rows: number; readonly orders: Set<string> }
  >();
  private readonly kept: Finding[] = [];

  /** @param keep whether `findings` is needed later; without it memory does not grow with the file */
  constructor(
    file: string,
    private readonly keep: boolean,
  ) {
    // Cells that a spreadsheet would run as a formula are escaped: the texts come from other people's files.
    this.csv = stringify({ header: true, columns: [...COLUMNS], escape_formulas: true });
    const target = createWriteStream(file);
    this.csv.pipe(target);
    this.written = finished(target);
    // A disk that is full is reported when the report is closed.
    this.written.catch(() => undefined);
  }

  add(findings: readonly Finding[]): void {
    for (const finding of findings) {
      this.csv.write(finding);
      if (this.keep) this.kept.push(finding);
      this.count(finding);
    }
  }

  get findings(): readonly Finding[] {
    return [...this.kept].sort((first, second) => first.line - second.line);
  }

  get kinds(): readonly KindCount[] {
    return [...this.counts.values()]
      .map(({ kind, action, rows, orders }) => ({ kind, action, rows, orders: orders.size }))
      .sort((first, second) => second.rows - first.rows || first.kind.localeCompare(second.kind));
  }

  async close(): Promise<void> {
    this.csv.end();
    await this.written;
  }

  private count({ kind, action, order }: Finding): void {
    const key = `${action} ${kind}`;
    const count = this.counts.get(key) ?? { kind, action, rows: 0, orders: new Set<string>() };
    count.rows += 1;
    count.orders.add(order);
    this.counts.set(key, count);
  }
}
