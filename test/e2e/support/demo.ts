import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const demoFile = z.object({
  hubUrl: z.url(),
  sandboxUrl: z.url(),
  apiKey: z.string(),
  admin: z.object({ email: z.string(), password: z.string() }),
  connections: z.array(z.object({ id: z.string(), system: z.string() })),
});

export type Demo = z.infer<typeof demoFile>;

/** What the hub wrote for scripts into its data folder. */
export function readDemo(dataDir: string): Demo {
  return demoFile.parse(JSON.parse(readFileSync(path.join(dataDir, 'demo.json'), 'utf8')));
}

/** Of the hub that scripts/test-e2e.mjs started. */
export function demo(): Demo {
  const dataDir = process.env.CROSSDOCK_E2E_DATA_DIR;
  if (dataDir === undefined) throw new Error('There is no running hub: use npm run test:e2e.');
  return readDemo(dataDir);
}
