/** The part of BullMQ's worker that is needed here. */
export interface PausableWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** @param doNotWaitActive true: what runs now goes on */
  pause(doNotWaitActive: boolean): Promise<void>;
  resume(): Promise<void>;
}

export interface ErrorPauses {
  /** No resuming any more: the worker is about to be closed. */
  stop(): void;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** After so long without an error the next pause is a short one again. */
const FORGET_AFTER_MS = 10_000;

/**
 * Lets a worker rest after an error. BullMQ's main loop fetches again at once after an error that it does not take for one
 * of the network; where the error comes without any waiting, for example from a pool that was cut off, the loop turns in
 * microtasks alone and nothing else of the process ever runs again.
 */
export function pauseOnErrors(
  worker: PausableWorker,
  onError: (error: Error) => void,
  now: () => number = () => performance.now(),
): ErrorPauses {
  let resting: NodeJS.Timeout | null = null;
  let pauseMs = FIRST_PAUSE_MS;
  let lastErrorAt = -Infinity;
  let isStopped = false;

  const resume = (): void => {
    resting = null;
    void worker.resume().catch(onError);
  };
  worker.on('error', (error) => {
    onError(error);
    if (resting !== null || isStopped) return;
    pauseMs = now() - lastErrorAt > FORGET_AFTER_MS ? FIRST_PAUSE_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    lastErrorAt = now();
    void worker.pause(true).catch(onError);
    resting = setTimeout(resume, pauseMs);
  });
  return {
    stop: () => {
      isStopped = true;
      if (resting !== null) clearTimeout(resting);
    },
  };
}
