export function buyer(number: number): {
  readonly email: string;
  readonly phone: string;
  readonly firstName: string;
  readonly lastName: string;
};

/** The first personal value in a text, or null. */
export function personalValueIn(text: string): string | null;
