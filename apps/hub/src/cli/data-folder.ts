import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { WrongUse } from './outcome';

const demoFile = z.object({ hubUrl: z.url(), apiKey: z.string() });
const databaseFile = z.object({ url: z.string() });

/** Folder in which `npm start` keeps its data; `bin` is where the checkout is. */
export function dataFolder(env: NodeJS.ProcessEnv): string {
  const home = env.CROSSDOCK_HOME ?? process.cwd();
  return path.resolve(home, env.DATA_DIR ?? '.data');
}

/** Address and key of the hub that `npm start` runs; null when there is none. */
export function demoAccess(env: NodeJS.ProcessEnv): { readonly url: string; readonly key: string } | null {
  const demo = demoFile.safeParse(readJson(path.join(dataFolder(env), 'demo.json')));
  return demo.success ? { url: demo.data.hubUrl, key: demo.data.apiKey } : null;
}

/**
 * Address of the database: DATABASE_URL, or the embedded one while `npm start` runs.
 * @throws {WrongUse} when there is neither
 */
export function databaseAddress(env: NodeJS.ProcessEnv): string {
  if (env.DATABASE_URL !== undefined && env.DATABASE_URL !== '') return env.DATABASE_URL;
  const embedded = databaseFile.safeParse(readJson(path.join(dataFolder(env), 'database.json')));
  if (embedded.success) return embedded.data.url;
  throw new WrongUse('No database: set DATABASE_URL, or run npm start in another window for the embedded one.');
}

function readJson(file: string): unknown {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
