import type { SandboxRecord, SimulatedSystem } from '../../world/simulated-system';
import type { World } from '../../world/world';
import { UNAUTHORIZED } from './access';
import { advance } from './advance';
import { notifyAgain } from './notifications';
import { endRefund, pay } from './payments';
import { accountRoutes } from './routes-account';
import { refundRoutes } from './routes-refunds';
import { transactionRoutes } from './routes-transactions';
import { entry, stateOf, type Refund, type Transaction } from './state';

const VENDOR_FAULTS: Readonly<Record<string, unknown>> = {
  auth: UNAUTHORIZED,
  'http-500': { error: 'Unknown error', code: 500 },
  'http-429': { error: 'Too many requests', code: 429 },
};

function transactionRecord(transaction: Transaction): SandboxRecord {
  const { sessionId, orderId, createdAt, status, amount, originAmount, currency, verifyCount, paidAt } = transaction;
  const facts = { orderId, status, amount, originAmount, currency, verifyCount, paidAt };
  return { type: 'transaction', id: String(orderId), reference: sessionId, createdAt, sessionId, ...facts };
}

/** Refunds are asked for under `1001-R1`, the first of order 1001; under other ids, the session is what is known. */
function orderOf({ requestId, sessionId }: Refund): string {
  return /^(.+)-R\d+$/.exec(requestId)?.[1] ?? sessionId;
}

function refundRecord(refund: Refund): SandboxRecord {
  const { id, sessionId, createdAt, requestId, refundsUuid, orderId, amount, currency, description, status } = refund;
  const facts = { requestId, refundsUuid, orderId, amount, currency, description, status };
  return { type: 'refund', id, reference: orderOf(refund), createdAt, sessionId, ...facts };
}

function records(world: World, type: string | undefined): SandboxRecord[] {
  const state = stateOf(world);
  return [
    ...(type === undefined || type === 'transaction' ? Object.values(state.transactions).map(transactionRecord) : []),
    ...(type === undefined || type === 'refund' ? Object.values(state.refunds).map(refundRecord) : []),
  ];
}

function onTimer(world: World, kind: string, payload: Record<string, unknown>): void {
  const state = stateOf(world);
  if (kind === 'notify-payment') notifyAgain(world, String(payload.sessionId));
  if (kind === 'pay') {
    const transaction = entry(state.transactions, String(payload.sessionId));
    if (transaction !== null) pay(world, transaction, null);
  }
  if (kind === 'refund') {
    const refund = entry(state.refunds, String(payload.id));
    if (refund !== null) endRefund(world, refund, true);
  }
}

/** Przelewy24, REST API v1 (payment gateway, Poland). */
export const przelewy24System: SimulatedSystem = {
  slug: 'przelewy24',
  name: 'Przelewy24',
  routes: (app, world) => {
    transactionRoutes(app, world);
    refundRoutes(app, world);
    accountRoutes(app, world);
  },
  records,
  onTimer,
  advance,
  errorBody: (kind) => VENDOR_FAULTS[kind],
};
