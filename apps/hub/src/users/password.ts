import { hash, verify } from '@node-rs/argon2';

// Argon2id is the library's default algorithm; the costs are the first choice of OWASP's "Password Storage Cheat Sheet".
const COSTS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Argon2id in PHC format, salt included. */
export async function hashPassword(password: string): Promise<string> {
  return hash(normal(password), COSTS);
}

let nobody: Promise<string> | null = null;

/**
 * True when the password belongs to the hash. Without a hash, because there is no such user, it takes the same time and is
 * false, so that answers do not tell who exists.
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  nobody ??= hashPassword('nobody signs in with this');
  const matches = await verify(stored ?? (await nobody), normal(password));
  return stored !== null && matches;
}

// The same letter can be typed as one character or as two.
function normal(password: string): string {
  return password.normalize('NFKC');
}
