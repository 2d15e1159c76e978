import { Body, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { checkOrder, type Order } from '@crossdock/canonical';
import { ActionRefused, Database, OperatorActions, type Sql } from '@crossdock/flow-engine';
import { z } from 'zod';
import { WorkSignal } from '../../engine/work-signal';
import {
  CorrectionRefused,
  correctOrder,
  readCorrectedOrder,
  type CorrectedOrder,
} from '../../orders/corrections/order-corrections';
import { recordDoneToJob } from '../../orders/job-record';
import { Problem, type ProblemDetail } from '../../platform/problem/problem';
import { CheckedInput } from '../../shop-api/order-document/checked-input.pipe';
import { OrderDto } from '../../shop-api/order-document/order.dto';
import { checkStorable } from '../../shop-api/placing/order-storage-rules';
import { AdminController, Needs } from '../access/admin-controller';
import { checked, nothingThere, typedText } from '../access/checked-input';
import { ROLE_RIGHTS } from '../access/rights';
import { WhoIsSignedIn } from '../access/signed-in';
import { userActor } from '../audited/audited';
import type { SignedIn } from '../session/session-store';
import { readJob, type JobDetail } from '../sync-jobs/job-rows';

const newCorrection = z.strictObject({
  order: z.record(z.string(), z.unknown()),
  reason: typedText(500),
  /** `version` of the order that was corrected. */
  basedOn: z.int().min(0),
  /** A failed job of the order that is tried again with the correction. */
  retryJob: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .optional(),
});
type NewCorrection = z.output<typeof newCorrection>;
const orderId = z.guid();

const STATUS: Readonly<Record<CorrectionRefused['kind'], number>> = {
  'changed-meanwhile': 409,
  'too-late': 409,
  busy: 409,
  'not-allowed': 403,
  invalid: 422,
};

type View = CorrectedOrder & {
  /** The person may change addresses, people and prices too. */
  readonly maySensitive: boolean;
};

/** Correcting an order for the steps that are still to come. What was handed in stays as it was. */
@AdminController('orders')
export class OrderCorrectionsController {
  private readonly input = new CheckedInput();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OperatorActions) private readonly actions: OperatorActions,
    @Inject(WorkSignal) private readonly signal: WorkSignal,
  ) {}

  @Get(':id/corrections')
  @Needs('orders:read')
  async read(@Param('id') id: string, @WhoIsSignedIn() { user }: SignedIn): Promise<View> {
    const order = orderId.safeParse(id).success ? await readCorrectedOrder(this.database, id) : null;
    if (order === null) throw nothingThere('order');
    return { ...order, maySensitive: ROLE_RIGHTS[user.role].has('orders-sensitive:act') };
  }

  @Post(':id/corrections')
  @HttpCode(201)
  @Needs('orders:act')
  async correct(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<View> {
    const given = checked(newCorrection, body);
    const { maySensitive } = await this.read(id, by);
    const order = await this.checkedOrder(given.order);
    const { reason, basedOn } = given;
    const correct = async (sql: Sql): Promise<void> => {
      await correctOrder(sql, { orderId: id, order, reason, basedOn, userId: by.user.id, maySensitive });
    };
    try {
      await this.stored(id, given, by, correct);
    } catch (error) {
      throw asProblem(error);
    }
    return this.read(id, by);
  }

  private async stored(
    id: string,
    given: NewCorrection,
    by: SignedIn,
    correct: (sql: Sql) => Promise<void>,
  ): Promise<void> {
    if (given.retryJob === undefined) return this.database.transaction(correct);
    const job = await this.jobOf(id, given.retryJob);
    // Correction and retry are one: a retry of the old document would fail as before.
    await this.actions.retry(job.id, async (sql) => {
      await correct(sql);
      const done = { code: 'step.retried', actor: userActor(by.user.id), reason: given.reason, facts: {} } as const;
      await recordDoneToJob(sql, job, done);
    });
    this.signal.due();
  }

  private async jobOf(id: string, jobId: string): Promise<JobDetail> {
    const job = await readJob(this.database, jobId);
    if (job?.orderId !== id) throw nothingThere('job of this order');
    return job;
  }

  /** By the same rules as at the door of the shops. */
  private async checkedOrder(document: unknown): Promise<Order> {
    const known: unknown = await this.input.transform(document, { type: 'body', metatype: OrderDto });
    // Plain again: the class is only for checking.
    const order = JSON.parse(JSON.stringify(known)) as OrderDto;
    const problems = checkOrder(order);
    const all = problems.length > 0 ? problems : checkStorable(order);
    if (all.length > 0) throw invalid(all);
    return order;
  }
}

function invalid(errors: readonly ProblemDetail[], detail = errors[0]?.message ?? 'The order is wrong.'): Problem {
  return new Problem({ status: 422, code: 'order-invalid', detail, errors: errors.slice(0, 100) });
}

function asProblem(error: unknown): unknown {
  if (error instanceof ActionRefused) {
    return new Problem({ status: 409, code: 'action-refused', detail: error.message });
  }
  if (!(error instanceof CorrectionRefused)) return error;
  const { kind, message, problems } = error;
  if (kind === 'invalid') return invalid(problems, message);
  return new Problem({ status: STATUS[kind], code: kind, detail: message, errors: problems });
}
