import { createHash } from 'node:crypto';
import { LONGEST_REFUNDS_UUID, LONGEST_REQUEST_ID } from '../api/refund';

const HASH_DIGITS = 16;

/** Id of the refund request at P24: our reference, or its beginning and a hash where it is too long. Always the same. */
export function requestIdOf(reference: string): string {
  return shortened(reference, LONGEST_REQUEST_ID);
}

/** Id of the refund at P24; shorter than the id of the request. */
export function refundsUuidOf(reference: string): string {
  return shortened(reference, LONGEST_REFUNDS_UUID);
}

function shortened(reference: string, longest: number): string {
  if (reference.length <= longest) return reference;
  const hash = createHash('sha256').update(reference, 'utf8').digest('hex').slice(0, HASH_DIGITS);
  return `${reference.slice(0, longest - HASH_DIGITS - 1)}-${hash}`;
}
