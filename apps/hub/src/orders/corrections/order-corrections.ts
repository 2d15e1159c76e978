import type { Order, OrderProblem } from '@crossdock/canonical';
import { lockRunOf, type Sql } from '@crossdock/flow-engine';
import { appendAudit } from '../../audit/audit-chain';
import { readChannel } from '../channels';
import { FULFILMENT_FLOW } from '../order-cancellation';
import { keysOfOrder, replaceOrderKeys } from '../order-keys';
import type { OrderProgress } from '../order-progress';
import { RouteMissingError, routesFor } from '../routes';
import { reserveAgain } from '../order-stock';
import { writeTimeline } from '../timeline';
import {
  changedParts,
  correctedFulfilments,
  frozenProblems,
  isSensitive,
  withoutPersonalData,
} from './correction-rules';
import { documentDiff, type Change } from './document-diff';

/** Why a correction is not taken. `problems` point at what is wrong in the document. */
export class CorrectionRefused extends Error {
  constructor(
    readonly kind: 'changed-meanwhile' | 'too-late' | 'busy' | 'not-allowed' | 'invalid',
    message: string,
    readonly problems: readonly OrderProblem[] = [],
  ) {
    super(message);
    this.name = 'CorrectionRefused';
  }
}

export interface Correction {
  readonly orderId: string;
  /** The whole order as it should be; it has passed the rules of orders. */
  readonly order: Order;
  readonly reason: string;
  /** Number of corrections that the person has seen. */
  readonly basedOn: number;
  readonly userId: string;
  readonly maySensitive: boolean;
}

interface Stored {
  readonly channel: string;
  readonly reference: string;
  readonly order: Order;
  readonly progress: OrderProgress;
  readonly version: number;
}

/**
 * Makes the corrected order what steps use from now on, in the caller's transaction. What was handed in stays beside it.
 * @throws {CorrectionRefused} and nothing was changed
 */
export async function correctOrder(sql: Sql, correction: Correction): Promise<readonly Change[]> {
  const { orderId, order, basedOn } = correction;
  await lockOpenRun(sql, orderId);
  const stored = await readStored(sql, orderId);
  if (stored.version !== basedOn) {
    throw new CorrectionRefused('changed-meanwhile', 'Somebody has corrected the order meanwhile. Look at it again.');
  }
  const changes = documentDiff(stored.order, order);
  assertAllowed(changes, correction.maySensitive);
  const progress = await correctedProgress(sql, stored, order);
  await sql.query(
    `update orders set corrected = $2, progress = $3, total = $4, customer_email = $5, customer_phone = $6, updated_at = now()
     where id = $1`,
    [
      orderId,
      JSON.stringify(order),
      JSON.stringify(progress),
      order.totals.gross,
      order.customer.email,
      order.customer.phone ?? null,
    ],
  );
  await reserveAgain(sql, { id: orderId, channel: stored.channel, order, progress });
  await replaceOrderKeys(sql, orderId, keysOfOrder(order, stored.reference));
  await recordCorrection(sql, correction, stored, changes);
  return changes;
}

/** No step of the order runs while it is corrected, so none uses half of each. */
async function lockOpenRun(sql: Sql, orderId: string): Promise<void> {
  const run = await lockRunOf(sql, FULFILMENT_FLOW, orderId);
  if (run?.state !== 'running' || run.cancelRequestedAt !== null) {
    throw new CorrectionRefused(
      'too-late',
      'The order is finished or being cancelled; nothing would use the correction.',
    );
  }
  const busy = await sql.query(
    `select 1 from sync_job where flow_run_id = $1 and state in ('queued', 'running') limit 1`,
    [run.id],
  );
  if (busy.length === 0) return;
  throw new CorrectionRefused('busy', 'A step of the order runs right now. Try again in a moment.');
}

async function readStored(sql: Sql, orderId: string): Promise<Stored> {
  const [stored] = await sql.query<Stored>(
    `select o.channel, o.reference, coalesce(o.corrected, o.document) as "order", o.progress,
       (select count(*)::int from order_correction c where c.order_id = o.id) as version
     from orders o where o.id = $1 for update`,
    [orderId],
  );
  if (stored === undefined) throw new CorrectionRefused('too-late', 'There is no such order.');
  return stored;
}

function assertAllowed(changes: readonly Change[], maySensitive: boolean): void {
  if (changes.length === 0) throw new CorrectionRefused('invalid', 'Nothing differs from the order as it is.');
  const frozen = frozenProblems(changes);
  if (frozen.length > 0) throw new CorrectionRefused('invalid', 'Some fields of an order are never changed.', frozen);
  const [sensitive] = maySensitive ? [] : changes.filter(isSensitive);
  if (sensitive === undefined) return;
  const message = 'Your role may not change this field of an order.';
  const problem = { pointer: sensitive.pointer, code: 'field.sensitive', message };
  throw new CorrectionRefused('not-allowed', message, [problem]);
}

async function correctedProgress(sql: Sql, stored: Stored, order: Order): Promise<OrderProgress> {
  await assertSameCarrier(sql, stored, order);
  const fulfilments = correctedFulfilments(order, stored.reference, stored.progress);
  if (fulfilments !== null) return { ...stored.progress, fulfilments };
  const message = 'The warehouse has been asked for these products already; cancel the order instead.';
  throw new CorrectionRefused('too-late', message, [{ pointer: '/lines', code: 'lines.requested', message }]);
}

/** Who brings the parcel was decided when the order came in. */
async function assertSameCarrier(sql: Sql, { channel, progress, order: before }: Stored, order: Order): Promise<void> {
  const pointer = '/delivery/method';
  if (order.delivery.method === before.delivery.method) return;
  const route = await readChannel(sql, channel);
  try {
    if (route === null || routesFor(route, order).routes.carrier === progress.routes.carrier) return;
  } catch (error) {
    if (!(error instanceof RouteMissingError)) throw error;
    throw new CorrectionRefused('invalid', error.message, [{ pointer, code: 'route.missing', message: error.message }]);
  }
  const message = 'This delivery method belongs to another carrier than the order has.';
  throw new CorrectionRefused('invalid', message, [{ pointer, code: 'route.differs', message }]);
}

async function recordCorrection(
  sql: Sql,
  { orderId, reason, userId }: Correction,
  { channel, reference }: Stored,
  changes: readonly Change[],
): Promise<void> {
  await sql.query(`insert into order_correction (order_id, author, reason, changes) values ($1, $2, $3, $4)`, [
    orderId,
    userId,
    reason,
    JSON.stringify(changes),
  ]);
  await writeTimeline(sql, orderId, [{ code: 'order.corrected', connectionId: null, facts: { reason } }]);
  await appendAudit(sql, {
    actor: `user:${userId}`,
    action: 'order.corrected',
    subjectType: 'order',
    subjectId: orderId,
    reason,
    facts: { channel, reference, parts: changedParts(changes), changes: withoutPersonalData(changes) },
  });
}

/** An order with what was corrected on it. */
export interface CorrectedOrder {
  /** As it was handed in. */
  readonly original: Order;
  /** As steps use it. */
  readonly current: Order;
  readonly version: number;
  readonly corrections: readonly {
    readonly at: Date;
    readonly author: string | null;
    readonly reason: string;
    readonly changes: readonly Change[];
  }[];
}

export async function readCorrectedOrder(sql: Sql, orderId: string): Promise<CorrectedOrder | null> {
  const [order] = await sql.query<Pick<CorrectedOrder, 'original' | 'current'>>(
    `select document as original, coalesce(corrected, document) as current from orders where id = $1`,
    [orderId],
  );
  if (order === undefined) return null;
  const corrections = await sql.query<CorrectedOrder['corrections'][number]>(
    `select c.at, u.email as author, c.reason, c.changes from order_correction c left join app_user u on u.id = c.author
     where c.order_id = $1 order by c.id`,
    [orderId],
  );
  return { ...order, version: corrections.length, corrections };
}
