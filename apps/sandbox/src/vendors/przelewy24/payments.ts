import type { World } from '../../world/world';
import { notifyPayment, notifyRefund } from './notifications';
import { entry, newTransaction, refundsOf, stateOf, store, type Refund, type Transaction } from './state';

/** The buyer pays. `amount` in minor units, where it is not what was registered. */
export function pay(world: World, transaction: Transaction, amount: number | null): Transaction {
  if (transaction.status !== 0) return transaction;
  transaction.status = 1;
  transaction.amount = amount ?? transaction.amount;
  transaction.paidAt = world.now().toISOString();
  notifyPayment(world, transaction);
  return transaction;
}

/**
 * The transaction of a session. A convenience of the sandbox: with the setting `unknownSessions: "paid"` (the default) a
 * session that was never registered is taken over as paid and not yet verified, so that an order can be placed without
 * any set-up. `UNKNOWN-...` stays unknown, `PENDING-...` waits for `advance`.
 */
export function transactionOrAdopted(world: World, sessionId: string): Transaction | null {
  const state = stateOf(world);
  const known = entry(state.transactions, sessionId);
  if (known !== null) return known;
  if (world.setting<string>('unknownSessions', 'paid') !== 'paid' || sessionId.startsWith('UNKNOWN-')) return null;
  const transaction = store(state, newTransaction(world, { sessionId }));
  return sessionId.startsWith('PENDING-') ? transaction : pay(world, transaction, null);
}

/** Ends a refund that is under way, and tells the shop. */
export function endRefund(world: World, refund: Refund, completed: boolean): void {
  if (refund.status === 1 || refund.status === 4) return;
  refund.status = completed ? 1 : 4;
  const state = stateOf(world);
  const transaction = entry(state.transactions, refund.sessionId);
  const returned = refundsOf(state, refund.orderId)
    .filter(({ status }) => status === 1)
    .reduce((sum, { amount }) => sum + amount, 0);
  if (transaction !== null && returned >= (transaction.amount ?? 0)) transaction.status = 3;
  notifyRefund(world, refund);
}
