import { checkOrder, type Order } from '@crossdock/canonical';
import { Database, GroupCommit, type Sql } from '@crossdock/flow-engine';
import { Injectable, Optional } from '@nestjs/common';
import { Metrics } from '../../engine/metrics';
import { OwnWorker } from '../../engine/own-worker';
import { WorkSignal } from '../../engine/work-signal';
import { isRefusal, keyOf, OrderIntake, type IntakeRefusal, type IntakeResult } from '../../orders/order-intake';
import { StockMissingError } from '../../orders/order-stock';
import { RouteMissingError } from '../../orders/routes';
import { Problem, type ProblemDetail } from '../../platform/problem/problem';
import type { Caller } from '../api-keys/api-keys';
import { orderLinks } from '../order-links';
import { firstAnswer, keepAnswer, keyedRequest, type KeyedRequest, type StoredAnswer } from './idempotency';
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

interface Checked extends Omit<Placement, 'idempotencyKey'> {
  readonly keyed: KeyedRequest | null;
}

/** Placements in one transaction, and transactions at a time. */
const LARGEST_GROUP = 50;
const AT_A_TIME = 2;

/** Places orders of shops: rules, intake and the kept answer, all or nothing. Those that come together are stored together. */
@Injectable()
export class OrderPlacement {
  private readonly groups: GroupCommit<Checked, IntakeResult | IntakeRefusal>;

  constructor(
    private readonly database: Database,
    private readonly intake: OrderIntake,
    // A hub without an engine of its own (one that only takes orders in) has nobody to tell.
    @Optional() private readonly signal?: WorkSignal,
    @Optional() private readonly metrics?: Metrics,
    @Optional() private readonly ownWorker?: OwnWorker,
  ) {
    this.groups = new GroupCommit({
      largest: LARGEST_GROUP,
      atATime: AT_A_TIME,
      keyOf: ({ caller, order }) => keyOf(caller.channel.id, order.externalId),
      store: async (group) => this.placeGroup(group),
    });
  }

  /** @throws {Problem} 422 for an order that breaks a rule, 409 when the channel has another order of this number */
  async place({ caller, order: given, idempotencyKey, traceId }: Placement): Promise<PlacementAnswer> {
    const order = inUtc(given);
    const problems = checkOrder(order);
    const all = problems.length > 0 ? problems : checkStorable(order);
    if (all.length > 0) throw unprocessable(all);
    const keyed = keyedRequest(caller.keyId, idempotencyKey, order);
    try {
      const answer = await this.stored({ caller, order, keyed, traceId });
      this.signal?.due();
      this.metrics?.orderReceived(caller.channel.id, answer.status === 202 ? 'accepted' : 'known');
      return answer;
    } catch (error) {
      throw asProblem(error);
    }
  }

  private async placeGroup(group: readonly Checked[]): Promise<readonly (IntakeResult | IntakeRefusal)[]> {
    const requests = group.map(({ caller, order, traceId }) => ({ channel: caller.channel, order, traceId }));
    const goOn = (await this.ownWorker?.goOn()) ?? null;
    const { results, begun } = await this.database.transaction(async (sql) =>
      this.intake.placeAll(sql, requests, goOn),
    );
    this.ownWorker?.take(begun);
    return results;
  }

  private async stored(checked: Checked): Promise<PlacementAnswer> {
    const { keyed } = checked;
    // A key is locked as long as its transaction runs, so each has one of its own.
    if (keyed !== null) return this.database.transaction(async (sql) => this.storedUnderKey(sql, checked, keyed));
    const placed = await this.groups.submit(checked);
    if (isRefusal(placed)) throw placed;
    return answerTo(placed);
  }

  private async storedUnderKey(sql: Sql, checked: Checked, keyed: KeyedRequest): Promise<PlacementAnswer> {
    const first = await firstAnswer(sql, keyed);
    if (first !== null) return { ...first, id: String(first.body.id), repeated: true };
    const { caller, order, traceId } = checked;
    const answer = answerTo(await this.intake.place(sql, caller.channel, order, traceId));
    await keepAnswer(sql, keyed, { status: answer.status, body: answer.body });
    return answer;
  }
}

function answerTo(placed: IntakeResult): PlacementAnswer {
  if (placed.outcome === 'differs') throw differs(placed);
  return {
    status: placed.outcome === 'accepted' ? 202 : 200,
    body: placedBody(placed),
    id: placed.id,
    repeated: false,
  };
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
  if (error instanceof StockMissingError) {
    const errors = error.problems.map(({ pointer, message }) => ({ pointer, code: 'stock.insufficient', message }));
    return new Problem({ status: 409, code: 'stock-insufficient', detail: error.message, errors }, error);
  }
  // PostgreSQL, appendix A: class 22 is data that a column cannot hold. The rules should have found it.
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^22...$/.test(code)) return error;
  return unprocessable(
    [{ pointer: '', code: 'value.not_storable', message: 'A value of this order cannot be stored.' }],
    error,
  );
}
