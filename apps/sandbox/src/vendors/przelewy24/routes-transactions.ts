import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { World } from '../../world/world';
import { accountOf, authorized, INVALID_DATA, NOT_FOUND } from './access';
import { badFields, numberOr, objectOr, textOr, type FieldRule, type Json } from './fields';
import { pay, transactionOrAdopted } from './payments';
import { sign } from './signature';
import { entry, newTransaction, stateOf, store, type Transaction } from './state';

const text = (longest: number): FieldRule => ({ kind: 'text', longest });
const optionalText = (longest: number): FieldRule => ({ kind: 'text', longest, optional: true });

// Types and lengths of the published OpenAPI document, `TransactionRequestBody1`.
const REGISTER: Readonly<Record<string, FieldRule>> = {
  merchantId: { kind: 'integer' },
  posId: { kind: 'integer' },
  sessionId: text(100),
  amount: { kind: 'integer' },
  currency: text(3),
  description: text(1024),
  email: text(50),
  country: text(2),
  language: text(2),
  urlReturn: text(250),
  sign: text(100),
  urlStatus: optionalText(250),
  client: optionalText(40),
  address: optionalText(80),
  zip: optionalText(10),
  city: optionalText(50),
  phone: optionalText(12),
  transferLabel: optionalText(20),
  method: { kind: 'integer', optional: true },
  timeLimit: { kind: 'integer', from: 0, to: 99, optional: true },
};

// `TransactionVerificationBody`.
const VERIFY: Readonly<Record<string, FieldRule>> = {
  merchantId: { kind: 'integer' },
  posId: { kind: 'integer' },
  sessionId: text(100),
  amount: { kind: 'integer' },
  currency: text(3),
  orderId: { kind: 'integer' },
  sign: text(100),
};

export function transactionRoutes(app: FastifyInstance, world: World): void {
  app.post('/api/v1/transaction/register', async (request, reply) => {
    if (!authorized(world, request, reply)) return reply;
    const token = register(world, objectOr(request.body));
    return token === null ? reply.code(400).send(INVALID_DATA) : { data: { token }, responseCode: 0 };
  });
  app.put('/api/v1/transaction/verify', async (request, reply) => {
    if (!authorized(world, request, reply)) return reply;
    if (!verify(world, objectOr(request.body))) return reply.code(400).send(INVALID_DATA);
    return { data: { status: 'success' }, responseCode: 0 };
  });
  app.get<{ Params: { sessionId: string } }>('/api/v1/transaction/by/sessionId/:sessionId', async (request, reply) => {
    if (!authorized(world, request, reply)) return reply;
    const transaction = transactionOrAdopted(world, request.params.sessionId);
    if (transaction === null) return reply.code(404).send(NOT_FOUND);
    return { data: answer(transaction), responseCode: 0 };
  });
  // The payment page: who opens it has paid.
  app.get<{ Params: { token: string } }>('/trnRequest/:token', async (request, reply) => {
    const state = stateOf(world);
    const sessionId = entry(state.sessionByToken, request.params.token);
    const transaction = sessionId === null ? null : entry(state.transactions, sessionId);
    if (transaction === null) return reply.code(404).send('err');
    pay(world, transaction, null);
    return reply.redirect(transaction.urlReturn ?? '/');
  });
}

function ofThisAccount(world: World, body: Json): boolean {
  const { merchantId, posId } = accountOf(world);
  return body.merchantId === merchantId && body.posId === posId;
}

function register(world: World, body: Json): string | null {
  if (badFields(body, REGISTER).length > 0 || !ofThisAccount(world, body)) return null;
  const state = stateOf(world);
  const sessionId = textOr(body.sessionId, '');
  const merchantId = numberOr(body.merchantId, 0);
  const amount = numberOr(body.amount, 0);
  const currency = textOr(body.currency, '');
  if (body.sign !== sign({ sessionId, merchantId, amount, currency }, accountOf(world).crc)) return null;
  if ((entry(state.transactions, sessionId)?.status ?? 0) !== 0) return null;
  const token = randomUUID().toUpperCase();
  const transaction = newTransaction(world, {
    sessionId,
    token,
    originAmount: amount,
    amount,
    currency,
    description: textOr(body.description, ''),
    email: textOr(body.email, null),
    client: textOr(body.client, null),
    urlReturn: textOr(body.urlReturn, null),
    urlStatus: textOr(body.urlStatus, null),
    methodId: numberOr(body.method, 154),
  });
  store(state, transaction);
  const payAfterMs = world.setting<number | null>('payAfterMs', null);
  if (payAfterMs !== null) world.after(payAfterMs, 'pay', { sessionId });
  return token;
}

/** True when the amount and everything else is right. A second verification of the same is accepted as well. */
function verify(world: World, body: Json): boolean {
  if (badFields(body, VERIFY).length > 0 || !ofThisAccount(world, body)) return false;
  const sessionId = textOr(body.sessionId, '');
  const orderId = numberOr(body.orderId, 0);
  const amount = numberOr(body.amount, 0);
  const currency = textOr(body.currency, '');
  if (body.sign !== sign({ sessionId, orderId, amount, currency }, accountOf(world).crc)) return false;
  const transaction = entry(stateOf(world).transactions, sessionId);
  if (transaction?.orderId !== orderId || !verifiable(world, transaction)) return false;
  if (transaction.amount === null) Object.assign(transaction, { amount, originAmount: amount, currency });
  if (transaction.amount !== amount || transaction.currency !== currency) return false;
  transaction.status = 2;
  transaction.verifyCount += 1;
  return true;
}

function verifiable(world: World, { status }: Transaction): boolean {
  return status === 1 || (status === 2 && world.setting<string>('repeatedVerify', 'success') === 'success');
}

/** As `TransactionBySessionIdResponse`. */
function answer(transaction: Transaction): Json {
  return {
    statement: transaction.statement,
    orderId: transaction.orderId,
    sessionId: transaction.sessionId,
    status: transaction.status,
    amount: transaction.amount ?? 0,
    currency: transaction.currency,
    date: local(transaction.createdAt),
    dateOfTransaction: transaction.paidAt === null ? null : local(transaction.paidAt),
    clientEmail: transaction.email ?? '',
    accountMD5: '',
    paymentMethod: transaction.methodId,
    description: transaction.description,
    clientName: transaction.client ?? '',
    clientAddress: '',
    clientCity: '',
    clientPostcode: '',
    batchId: 0,
    fee: '0',
  };
}

const WARSAW = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Warsaw',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** Dates have no offset; they are those of Warsaw. */
export function local(instant: string): string {
  return WARSAW.format(new Date(instant));
}
