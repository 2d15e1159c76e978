/** @param {number[]} values in any order, milliseconds */
export function percentiles(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share) => (sorted.length === 0 ? null : rounded(sorted[Math.ceil(sorted.length * share) - 1]));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Three digits are more than a measurement is worth. */
export function rounded(value) {
  if (value === null) return null;
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
