import type { World } from '../../world/world';
import { numberOr, textOr } from './fields';
import { endRefund, pay } from './payments';
import { entry, newTransaction, refundsOf, stateOf, store, type Transaction } from './state';

/**
 * `{action, sessionId}` moves one payment on: `pay` (optional `amount`), `payPartly` (`amount`, default the half),
 * `refundDone`, `refundRejected`. `{action: 'concurrentCall', times}` lets the next refund calls fail with that error.
 */
export function advance(world: World, body: Record<string, unknown>): unknown {
  const state = stateOf(world);
  const action = textOr(body.action, '');
  if (action === 'concurrentCall') {
    state.concurrentCalls = numberOr(body.times, 1);
    return { concurrentCalls: state.concurrentCalls };
  }
  const sessionId = textOr(body.sessionId, '');
  const known = entry(state.transactions, sessionId);
  switch (action) {
    case 'pay':
      return summary(pay(world, known ?? registered(world, sessionId), numberOr(body.amount, null)));
    case 'payPartly': {
      const transaction = known ?? registered(world, sessionId);
      return summary(pay(world, transaction, numberOr(body.amount, halfOf(transaction))));
    }
    case 'refundDone':
    case 'refundRejected':
      return { refunds: endRefunds(world, known, action === 'refundDone') };
    default:
      throw Object.assign(new Error('action: pay, payPartly, refundDone, refundRejected or concurrentCall'), {
        statusCode: 400,
      });
  }
}

function registered(world: World, sessionId: string): Transaction {
  if (sessionId === '') throw Object.assign(new Error('sessionId is missing'), { statusCode: 400 });
  return store(stateOf(world), newTransaction(world, { sessionId }));
}

const halfOf = ({ amount }: Transaction): number => Math.max(1, Math.floor((amount ?? 0) / 2));

function endRefunds(world: World, transaction: Transaction | null, completed: boolean): string[] {
  const refunds = transaction === null ? [] : refundsOf(stateOf(world), transaction.orderId);
  const open = refunds.filter(({ status }) => status === 2 || status === 3);
  for (const refund of open) endRefund(world, refund, completed);
  return open.map(({ requestId }) => requestId);
}

const summary = ({ sessionId, orderId, status, amount }: Transaction): unknown => ({
  sessionId,
  orderId,
  status,
  amount,
});
