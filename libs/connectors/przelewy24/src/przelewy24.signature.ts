import { createHash, timingSafeEqual } from 'node:crypto';
import type { PaymentNotification, RefundNotification } from './api/notification';

/**
 * Signatures of Przelewy24: SHA-384 over compact JSON whose keys stand in exactly the order of the literals below, the
 * CRC key last (documentation, "Calculating sign"). A plain hash, no HMAC.
 */
export interface Signer {
  verification(fields: { sessionId: string; orderId: number; amount: number; currency: string }): string;
  paymentNotification(notification: PaymentNotification): string;
  refundNotification(notification: RefundNotification): string;
}

export function signer(crc: string): Signer {
  return {
    verification: ({ sessionId, orderId, amount, currency }) => hash({ sessionId, orderId, amount, currency, crc }),
    paymentNotification: (notification) => {
      const { merchantId, posId, sessionId, amount, originAmount, currency, orderId, methodId, statement } =
        notification;
      return hash({ merchantId, posId, sessionId, amount, originAmount, currency, orderId, methodId, statement, crc });
    },
    refundNotification: ({ orderId, sessionId, refundsUuid, merchantId, amount, currency, status }) =>
      hash({ orderId, sessionId, refundsUuid, merchantId, amount, currency, status, crc }),
  };
}

/** Compares in constant time; texts of different length are different. */
export function sameSignature(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given, 'utf8'), Buffer.from(expected, 'utf8')];
  return left.length === right.length && timingSafeEqual(left, right);
}

function hash(fields: Readonly<Record<string, string | number>>): string {
  return createHash('sha384').update(phpJson(fields), 'utf8').digest('hex');
}

/** PHP's json_encode leaves slashes and Unicode alone as P24 asks, but escapes these two line ends; JSON.stringify does not. */
function phpJson(fields: Readonly<Record<string, string | number>>): string {
  return JSON.stringify(fields).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
