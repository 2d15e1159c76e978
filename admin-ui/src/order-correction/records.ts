import type { Json } from './document';

/** An order with what was corrected on it, as the hub answers it. */
export interface CorrectedOrder {
  readonly original: Json;
  readonly current: Json;
  readonly version: number;
  readonly maySensitive: boolean;
  readonly corrections: readonly {
    readonly at: string;
    readonly author: string | null;
    readonly reason: string;
    readonly changes: readonly { readonly pointer: string; readonly before: Json; readonly after: Json }[];
  }[];
}
