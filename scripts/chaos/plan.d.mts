export function planOf(options: {
  readonly seed: number;
  readonly kills: number;
  /** Mean pause between two faults. */
  readonly secondsBetween: number;
  readonly redis: boolean;
}): readonly { readonly kind: string; readonly pauseMs: number; readonly role?: string }[];
