import { createSandbox } from './sandbox';

const SAVE_EVERY_MS = 60_000;

async function main(): Promise<void> {
  const port = Number(process.env.SANDBOX_PORT ?? 3100);
  const sandbox = createSandbox({ file: process.env.SANDBOX_FILE ?? null });
  const address = await sandbox.listen(port);
  console.log(`Sandbox of simulated systems: ${address}`);
  // A killed sandbox loses at most this much of its world; a stopped one loses nothing.
  setInterval(() => {
    sandbox.save();
  }, SAVE_EVERY_MS).unref();
  const stop = (): void => {
    void sandbox.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  console.error(taken ? `Port ${process.env.SANDBOX_PORT ?? 3100} is taken; set SANDBOX_PORT.` : error);
  process.exit(1);
});
