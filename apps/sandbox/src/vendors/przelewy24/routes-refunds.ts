import type { FastifyInstance } from 'fastify';
import type { World } from '../../world/world';
import { authorized, INVALID_PARAMETERS, NOT_FOUND } from './access';
import { badFields, numberOr, objectOr, textOr, type FieldRule, type Json } from './fields';
import { local } from './routes-transactions';
import { refundsOf, stateOf, transactionOfOrder, type P24State, type Refund } from './state';

// `TransactionRefundJsonRequestBody`.
const REQUEST: Readonly<Record<string, FieldRule>> = {
  requestId: { kind: 'text', longest: 45 },
  refundsUuid: { kind: 'text', longest: 35 },
  urlStatus: { kind: 'text', longest: 250, optional: true },
};
// `RefundRequestArrayDataBasic`.
const ITEM: Readonly<Record<string, FieldRule>> = {
  orderId: { kind: 'integer' },
  sessionId: { kind: 'text', longest: 100 },
  amount: { kind: 'integer' },
  description: { kind: 'text', longest: 35, optional: true },
};

interface Refusal {
  readonly status: 400 | 409;
  readonly body: unknown;
}

export function refundRoutes(app: FastifyInstance, world: World): void {
  app.post('/api/v1/transaction/refund', async (request, reply) => {
    if (!authorized(world, request, reply)) return reply;
    const body = objectOr(request.body);
    const items = Array.isArray(body.refunds) ? body.refunds.map(objectOr) : [];
    const refusal = refusalOf(world, body, items);
    if (refusal !== null) return reply.code(refusal.status).send(refusal.body);
    accept(world, body, items);
    const data = items.map((item) => ({ ...item, status: true, message: 'success' }));
    return reply.code(201).send({ data, responseCode: 0 });
  });
  app.get<{ Params: { orderId: string } }>('/api/v1/refund/by/orderId/:orderId', async (request, reply) => {
    if (!authorized(world, request, reply)) return reply;
    const state = stateOf(world);
    const transaction = transactionOfOrder(state, request.params.orderId);
    const refunds = transaction === null ? [] : refundsOf(state, transaction.orderId);
    if (transaction === null || refunds.length === 0) return reply.code(404).send(NOT_FOUND);
    const { orderId, sessionId, amount, currency } = transaction;
    return { data: { orderId, sessionId, amount, currency, refunds: refunds.map(answer) }, responseCode: 0 };
  });
}

function refusalOf(world: World, body: Json, items: readonly Json[]): Refusal | null {
  const state = stateOf(world);
  const wrong = badFields(body, REQUEST).length > 0 || items.some((item) => badFields(item, ITEM).length > 0);
  if (wrong || items.length === 0) return { status: 400, body: INVALID_PARAMETERS };
  if (state.concurrentCalls > 0) {
    state.concurrentCalls -= 1;
    return { status: 400, body: { error: 'Concurrent call', code: 400 } };
  }
  const known = Object.hasOwn(state.requestIds, textOr(body.requestId, ''));
  if (known || Object.hasOwn(state.refundsUuids, textOr(body.refundsUuid, ''))) {
    return { status: 400, body: { error: 'Request already exists', code: 400 } };
  }
  const messages = items.map((item) => complaintAbout(world, state, item));
  if (messages.every((message) => message === null)) return null;
  const error = items.map((item, index) => ({ ...item, status: false, message: messages[index] ?? '' }));
  return { status: 409, body: { error, code: 409 } };
}

function complaintAbout(world: World, state: P24State, item: Json): string | null {
  const transaction = transactionOfOrder(state, item.orderId);
  if (transaction === null || transaction.sessionId !== item.sessionId) return 'Transaction not found';
  if (transaction.status !== 2) return 'Transaction in wrong status - cannot refund';
  const amount = numberOr(item.amount, 0);
  const taken = refundsOf(state, transaction.orderId)
    .filter(({ status }) => status !== 4)
    .reduce((sum, refund) => sum + refund.amount, 0);
  if (taken + amount > (transaction.amount ?? 0)) {
    return 'The amount of refund exceeds available amount for the transaction';
  }
  const funds = world.setting<number | null>('availableFunds', null);
  return funds !== null && amount > funds ? 'Insufficient funds available' : null;
}

function accept(world: World, body: Json, items: readonly Json[]): void {
  const state = stateOf(world);
  const requestId = textOr(body.requestId, '');
  const refundsUuid = textOr(body.refundsUuid, '');
  state.requestIds[requestId] = true;
  state.refundsUuids[refundsUuid] = true;
  items.forEach((item, index) => {
    const orderId = numberOr(item.orderId, 0);
    const refund: Refund = {
      id: items.length === 1 ? requestId : `${requestId}/${index + 1}`,
      requestId,
      refundsUuid,
      orderId,
      sessionId: textOr(item.sessionId, ''),
      amount: numberOr(item.amount, 0),
      currency: transactionOfOrder(state, orderId)?.currency ?? 'PLN',
      description: textOr(item.description, ''),
      batchId: state.nextBatchId++,
      status: 3,
      urlStatus: textOr(body.urlStatus, null),
      createdAt: world.now().toISOString(),
    };
    state.refunds[refund.id] = refund;
    (state.refundsByOrderId[String(orderId)] ??= []).push(refund.id);
    const refundAfterMs = world.setting<number | null>('refundAfterMs', 2_000);
    if (refundAfterMs !== null) world.after(refundAfterMs, 'refund', { id: refund.id });
  });
}

/** As `RefundsCollection`. */
function answer({ batchId, requestId, createdAt, description, status, amount }: Refund): Json {
  return { batchId, requestId, date: local(createdAt), login: 'api', description, status, amount };
}
