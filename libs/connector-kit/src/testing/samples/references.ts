let last = 1_000;

/** An order number that no sample of this process had before. */
export function nextOrderNumber(): string {
  last += 1;
  return String(last);
}
