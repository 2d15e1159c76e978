import { checkOrder, type Order } from '@crossdock/canonical';
import { Database, type Sql } from '@crossdock/flow-engine';
import { Injectable, Optional } from '@nestjs/common';
import { Metrics } from '../../engine/metrics';
import { WorkSignal } from '../../engine/work-signal';
import { OrderIntake, type IntakeResult } from '../../orders/order-intake';
import { RouteMissingError } from '../../orders/routes';
import { Problem, type ProblemDetail } from '../../platform/problem/problem';
import type { Caller } from '../api-keys/api-keys';
import { orderLinks } from '../order-links';
import { firstAnswer, keepAnswer, keyedRequest, type StoredAnswer } from './idempotency';
import { checkStorable, inUtc } from './order-storage-rules';

export interface Placement {
  readonly caller: Caller;
  readonly order: Order;
  /** The header `Idempotency-Key`. */
  readonly idempotencyKey: string | undefined;
  readonly traceId: string;
}

/** `repeated`: the answer of an earlier request with the same Idempotency-Key. */
export type PlacementAnswer = StoredAnswer & { readonly id: string; readonly repeated: boolean };

/** Places an order of a shop: rules, intake and the kept answer, all or nothing. */
@Injectable()
export class OrderPlacement {
  constructor(
    private readonly database: Database,
    private readonly intake: OrderIntake,
    // A hub without an engine of its own (one that only takes orders in) has nobody to tell.
    @Optional() private readonly signal?: WorkSignal,
    @Optional() private readonly metrics?: Metrics,
  ) {}

  /** @throws {Problem} 422 for an order that breaks a rule, 409 when the channel has another order of this number */
  async place(placement: Placement): Promise<PlacementAnswer> {
    const order = inUtc(placement.order);
    const problems = checkOrder(order);
    const all = problems.length > 0 ? problems : checkStorable(order);
    if (all.length > 0) throw unprocessable(all);
    try {
      const answer = await this.database.transaction(async (sql) => this.placeIn(sql, { ...placement, order }));
      this.signal?.due();
      this.metrics?.orderReceived(placement.caller.channel.id, answer.status === 202 ? 'accepted' : 'known');
      return answer;
    } catch (error) {
      throw asProblem(error);
    }
  }

  private async placeIn(sql: Sql, { caller, order, idempotencyKey, traceId }: Placement): Promise<PlacementAnswer> {
    const keyed = keyedRequest(caller.keyId, idempotencyKey, order);
    const first = keyed === null ? null : await firstAnswer(sql, keyed);
    if (first !== null) return { ...first, id: String(first.body.id), repeated: true };
    const placed = await this.intake.place(sql, caller.channel, order, traceId);
    if (placed.outcome === 'differs') throw differs(placed);
    const answer = { status: placed.outcome === 'accepted' ? 202 : 200, body: placedBody(placed) };
    if (keyed !== null) await keepAnswer(sql, keyed, answer);
    return { ...answer, id: placed.id, repeated: false };
  }
}

function placedBody({ id, channel, externalId, status }: IntakeResult): Readonly<Record<string, unknown>> {
  return { id, channel, externalId, status, links: orderLinks(id) };
}

function unprocessable(errors: readonly ProblemDetail[], cause?: unknown): Problem {
  const detail = errors.length === 1 ? (errors[0]?.message ?? '') : `The order breaks ${errors.length} rules.`;
  return new Problem({ status: 422, code: 'order-invalid', detail, errors: errors.slice(0, 100) }, cause);
}

function differs({ id, channel, externalId }: IntakeResult): Problem {
  return new Problem({
    status: 409,
    code: 'order-differs',
    detail: `The channel "${channel}" has another order "${externalId}" already: ${orderLinks(id).self}.`,
    errors: [
      { pointer: '/externalId', code: 'order.differs', message: 'Another order of your channel has this number.' },
    ],
  });
}

function asProblem(error: unknown): unknown {
  if (error instanceof RouteMissingError) {
    return unprocessable([{ pointer: error.pointer, code: 'route.missing', message: error.message }], error);
  }
  // PostgreSQL, appendix A: class 22 is data that a column cannot hold. The rules should have found it.
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^22...$/.test(code)) return error;
  return unprocessable(
    [{ pointer: '', code: 'value.not_storable', message: 'A value of this order cannot be stored.' }],
    error,
  );
}
