/** Stops what it watches when this process ends without a word, in reverse order. */
export function startGuard(): {
  watch(pid: number, signal: 'INT' | 'TERM'): void;
  release(): void;
};
