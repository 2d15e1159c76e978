/** Takes items one by one, as fast as `work` is done with earlier ones, with at most `limit` in work. */
export async function inParallel<T>(
  items: AsyncGenerator<T, void, void>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let stopped = false;
  const worker = async (): Promise<void> => {
    while (!stopped) {
      const next = await items.next();
      if (next.done === true) return;
      await work(next.value);
    }
  };
  try {
    await Promise.all(
      Array.from({ length: limit }, async () =>
        worker().catch((error: unknown) => {
          stopped = true;
          throw error;
        }),
      ),
    );
  } finally {
    await items.return();
  }
}
