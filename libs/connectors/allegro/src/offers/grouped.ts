/** Items that share a value, by that value, in the order in which each value came first. */
export function grouped<T, V>(items: readonly T[], valueOf: (item: T) => V): ReadonlyMap<V, readonly T[]> {
  const groups = new Map<V, T[]>();
  for (const item of items) {
    const value = valueOf(item);
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [item]);
    else group.push(item);
  }
  return groups;
}
