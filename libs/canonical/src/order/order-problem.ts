/** One thing that is wrong with an order, in the place where it is. */
export interface OrderProblem {
  /** JSON pointer (RFC 6901) into the order, for example `/lines/0/quantity`. */
  readonly pointer: string;
  /** Stable code for programs, for example `quantity.not_positive`. */
  readonly code: string;
  /** One English sentence for people. */
  readonly message: string;
}

/** Pointer of a field below another one. `~` and `/` in a name are escaped. */
export function pointerTo(parent: string, name: string | number): string {
  return `${parent}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
