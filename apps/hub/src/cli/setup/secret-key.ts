import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder } from '../data-folder';
import { WrongUse } from '../outcome';

const KEY_BYTES = 32;

/**
 * The key that credentials are sealed with: CROSSDOCK_SECRET_KEY, or the one that `npm start` keeps.
 * @throws {WrongUse} when there is neither, or it is none
 */
export function secretKey(env: NodeJS.ProcessEnv): Buffer {
  const file = path.join(dataFolder(env), 'secret.key');
  const given = env.CROSSDOCK_SECRET_KEY ?? (existsSync(file) ? readFileSync(file, 'utf8').trim() : '');
  if (given === '') throw new WrongUse('No key to seal credentials with: set CROSSDOCK_SECRET_KEY to that of the hub.');
  const key = Buffer.from(given, 'base64');
  if (key.length !== KEY_BYTES) throw new WrongUse('CROSSDOCK_SECRET_KEY must be 32 bytes in base64.');
  return key;
}
