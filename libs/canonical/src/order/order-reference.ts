/** ERP, WMS and couriers all take a reference of this length. */
const LONGEST_REFERENCE = 30;
const LONGEST_CHANNEL = 8;
const HASH_DIGITS = 10;

const FITTING = /^[A-Za-z0-9._/-]+$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The reference under which an order is known in every other system: `[A-Za-z0-9._/-]`, at most 30 characters.
 * The channel's own number where it fits; a UUID without its dashes (32 characters, the one exception); otherwise the
 * readable beginning of the number and ten hexadecimal digits of its hash. The same input always gives the same reference.
 * @param externalId the channel's order number
 * @param attempt 0 first. When the reference belongs to another order already, 1 adds the channel (`1001-ALLEGRO`), 2 and
 *   more add the channel and the number of the attempt (`1001-ALLEGRO-2`)
 * @param channel the channel's word; its first eight letters and digits are used
 */
export function orderReference(externalId: string, attempt: number, channel: string): string {
  const suffix = suffixOf(attempt, channel);
  const room = LONGEST_REFERENCE - suffix.length;
  if (FITTING.test(externalId) && externalId.length <= room) return externalId + suffix;
  if (suffix === '' && UUID.test(externalId)) return externalId.replaceAll('-', '');
  const prefix = readable(externalId)
    .slice(0, room - HASH_DIGITS - 1)
    .replace(/-+$/, '');
  return [prefix, stableHash(externalId)].filter((part) => part !== '').join('-') + suffix;
}

function suffixOf(attempt: number, channel: string): string {
  if (attempt <= 0) return '';
  const word = readable(channel)
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, LONGEST_CHANNEL)
    .toUpperCase();
  const parts = [word, attempt > 1 || word === '' ? String(attempt + (word === '' ? 1 : 0)) : ''];
  return parts
    .filter((part) => part !== '')
    .map((part) => `-${part}`)
    .join('');
}

function readable(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L')
    .replace(/[^A-Za-z0-9._/]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** cyrb53 (public domain, bryc), its lower 40 bits in hexadecimal. Not cryptographic: it only tells numbers apart. */
function stableHash(text: string): string {
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, 2654435761);
    second = Math.imul(second ^ unit, 1597334677);
  }
  first = Math.imul(first ^ (first >>> 16), 2246822507) ^ Math.imul(second ^ (second >>> 13), 3266489909);
  second = Math.imul(second ^ (second >>> 16), 2246822507) ^ Math.imul(first ^ (first >>> 13), 3266489909);
  return (second & 0xff).toString(16).padStart(2, '0') + (first >>> 0).toString(16).padStart(8, '0');
}
