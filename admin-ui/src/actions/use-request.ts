import { useState } from 'react';

export interface Request {
  readonly isBusy: boolean;
  /** Why the last one failed; null while it runs and when it went well. */
  readonly error: unknown;
  readonly run: (work: () => Promise<void>) => void;
  readonly forget: () => void;
}

/** Asks the hub for something, one at a time: a second click while it runs does nothing. */
export function useRequest(): Request {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return {
    isBusy,
    error,
    run: (work) => {
      if (!isBusy) void run(work);
    },
    forget: () => {
      setError(null);
    },
  };
}
