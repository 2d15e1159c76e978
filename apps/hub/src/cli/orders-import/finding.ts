import { cell, type ImportRow } from './import-row';

/**
 * `refused-order`: the row is not imported, because its whole order is not. `refused-row`: the row is left out, the rest
 * of its order is imported. `treated`: imported otherwise than as it stands.
 */
export type Action = 'refused-order' | 'refused-row' | 'treated';

/** Something that was done with a row and that its owner must be able to see. */
export interface Finding {
  readonly line: number;
  readonly order: string;
  readonly action: Action;
  /** Short word to count by, for example `cancellation`. */
  readonly kind: string;
  /** A sentence for the operator. */
  readonly reason: string;
  readonly sku: string;
  readonly quantity: string;
  readonly unitPrice: string;
}

export function finding(row: ImportRow, action: Action, kind: string, reason: string): Finding {
  return {
    line: row.line,
    order: cell(row, 'externalId') ?? '',
    action,
    kind,
    reason,
    sku: cell(row, 'sku') ?? '',
    quantity: cell(row, 'quantity') ?? '',
    unitPrice: cell(row, 'unitPrice') ?? '',
  };
}
