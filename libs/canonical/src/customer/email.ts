const LONGEST_EMAIL = 254; // RFC 5321, 4.5.3.1.3, without the angle brackets

// Bounded repetitions only, so that no address takes long to read. International addresses (RFC 6531) are allowed.
const EMAIL = /^[^\s@<>(),;:"[\]\\]{1,64}@([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

/** True when mail could be sent there: one `@`, a domain with a point, no blanks. Whether the box exists is not asked. */
export function isPlausibleEmail(text: string): boolean {
  if (text.length > LONGEST_EMAIL || !EMAIL.test(text)) return false;
  const local = text.slice(0, text.indexOf('@'));
  return !local.startsWith('.') && !local.endsWith('.') && !local.includes('..');
}
