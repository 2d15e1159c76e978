import type { World } from '../../world/world';
import { accountOf } from './access';
import { sign } from './signature';
import { entry, stateOf, type Refund, type Transaction } from './state';

// The vendor repeats after 3, 5, 15, 30, 60, 150 and 450 minutes until the transaction is verified (documentation,
// Notification). A minute of the vendor is a second here.
const PAUSES_MS = [3, 5, 15, 30, 60, 150, 450].map((minutes) => minutes * 1_000);

/** Tells the shop that somebody paid, and again later while the payment is not verified. */
export function notifyPayment(world: World, transaction: Transaction): void {
  if (transaction.status !== 1) return;
  const url = transaction.urlStatus ?? world.setting<string | null>('webhookUrl', null);
  if (url === null) return;
  post(world, url, paymentNotification(world, transaction));
  const pauses = world.setting('notificationPausesMs', PAUSES_MS);
  const pause = pauses[transaction.notifications];
  transaction.notifications += 1;
  if (pause !== undefined) world.after(pause, 'notify-payment', { sessionId: transaction.sessionId });
}

export function notifyAgain(world: World, sessionId: string): void {
  const transaction = entry(stateOf(world).transactions, sessionId);
  if (transaction !== null) notifyPayment(world, transaction);
}

export function notifyRefund(world: World, refund: Refund): void {
  const url = refund.urlStatus ?? world.setting<string | null>('webhookUrl', null);
  if (url === null) return;
  const { merchantId, crc } = accountOf(world);
  const status = refund.status === 1 ? 0 : 1; // the opposite of what a read says
  const { orderId, sessionId, requestId, refundsUuid, amount, currency } = refund;
  const signed = { orderId, sessionId, refundsUuid, merchantId, amount, currency, status };
  const timestamp = Math.floor(world.now().getTime() / 1000);
  post(world, url, { ...signed, requestId, timestamp, sign: sign(signed, crc) });
}

/** The body is the same each time. */
export function paymentNotification(world: World, transaction: Transaction): Record<string, unknown> {
  const { merchantId, posId, crc } = accountOf(world);
  const { sessionId, currency, orderId, methodId, statement } = transaction;
  const amount = transaction.amount ?? 0;
  const originAmount = transaction.originAmount ?? amount;
  const signed = { merchantId, posId, sessionId, amount, originAmount, currency, orderId, methodId, statement };
  return { ...signed, sign: sign(signed, crc) };
}

function post(world: World, url: string, body: Record<string, unknown>): void {
  world.notify({ url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}
