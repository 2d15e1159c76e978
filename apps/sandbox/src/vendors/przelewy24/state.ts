import type { World } from '../../world/world';

/** 0 no payment, 1 advance payment (paid, not verified), 2 payment made (verified), 3 payment returned. */
export type TransactionStatus = 0 | 1 | 2 | 3;

export interface Transaction {
  sessionId: string;
  orderId: number;
  token: string | null;
  status: TransactionStatus;
  /** Minor units, as registered; null for an adopted session until its first verification. */
  originAmount: number | null;
  /** Minor units, as paid. */
  amount: number | null;
  currency: string;
  methodId: number;
  statement: string;
  description: string;
  email: string | null;
  client: string | null;
  urlReturn: string | null;
  urlStatus: string | null;
  verifyCount: number;
  notifications: number;
  createdAt: string;
  paidAt: string | null;
}

/** 1 completed, 2 pending, 3 awaiting P24's acceptance, 4 rejected. */
export type RefundStatus = 1 | 2 | 3 | 4;

export interface Refund {
  id: string;
  requestId: string;
  refundsUuid: string;
  orderId: number;
  sessionId: string;
  /** Minor units. */
  amount: number;
  currency: string;
  description: string;
  batchId: number;
  status: RefundStatus;
  urlStatus: string | null;
  createdAt: string;
}

/** Everything the simulated Przelewy24 knows. Records by id, with an index for each way they are asked for. */
export interface P24State {
  nextOrderId: number;
  nextBatchId: number;
  /** How many of the next refund calls are answered with `Concurrent call`. */
  concurrentCalls: number;
  transactions: Record<string, Transaction>;
  sessionByOrderId: Record<string, string>;
  sessionByToken: Record<string, string>;
  refunds: Record<string, Refund>;
  refundsByOrderId: Record<string, string[]>;
  /** Every `requestId` and `refundsUuid` that was ever accepted. */
  requestIds: Record<string, true>;
  refundsUuids: Record<string, true>;
}

// Real order numbers are larger than 32 bits too (fact sheet, section 8).
const FIRST_ORDER_ID = 3_000_000_123;
const FIRST_BATCH_ID = 70_001;

export function stateOf(world: World): P24State {
  return world.collection<P24State>('przelewy24', () => ({
    nextOrderId: FIRST_ORDER_ID,
    nextBatchId: FIRST_BATCH_ID,
    concurrentCalls: 0,
    transactions: {},
    sessionByOrderId: {},
    sessionByToken: {},
    refunds: {},
    refundsByOrderId: {},
    requestIds: {},
    refundsUuids: {},
  }));
}

/** The entry of a table that has this key itself; names such as `constructor` are no keys. */
export function entry<T>(table: Record<string, T>, key: string): T | null {
  return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
}

export function store(state: P24State, transaction: Transaction): Transaction {
  state.transactions[transaction.sessionId] = transaction;
  state.sessionByOrderId[String(transaction.orderId)] = transaction.sessionId;
  if (transaction.token !== null) state.sessionByToken[transaction.token] = transaction.sessionId;
  return transaction;
}

export function transactionOfOrder(state: P24State, orderId: unknown): Transaction | null {
  const sessionId = entry(state.sessionByOrderId, String(orderId));
  return sessionId === null ? null : entry(state.transactions, sessionId);
}

export function refundsOf(state: P24State, orderId: number): Refund[] {
  const ids = entry(state.refundsByOrderId, String(orderId)) ?? [];
  return ids.flatMap((id) => entry(state.refunds, id) ?? []);
}

/** A transaction nobody has paid yet, with the next order id. */
export function newTransaction(
  world: World,
  fields: Pick<Transaction, 'sessionId'> & Partial<Transaction>,
): Transaction {
  const orderId = stateOf(world).nextOrderId++;
  return {
    orderId,
    token: null,
    status: 0,
    originAmount: null,
    amount: null,
    currency: 'PLN',
    methodId: 154,
    statement: `p24-${orderId.toString(36).toUpperCase()}`,
    description: '',
    email: null,
    client: null,
    urlReturn: null,
    urlStatus: null,
    verifyCount: 0,
    notifications: 0,
    createdAt: world.now().toISOString(),
    paidAt: null,
    ...fields,
  };
}
