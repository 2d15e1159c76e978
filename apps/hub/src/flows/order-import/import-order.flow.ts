import { checkOrder, type Order } from '@crossdock/canonical';
import { ConfigurationError, RejectedByVendorError } from '@crossdock/connector-kit';
import {
  defineFlow,
  newTraceId,
  type AnyFlow,
  type Sql,
  type StepCall,
  type StepOutcome,
} from '@crossdock/flow-engine';
import { readChannelOfConnection } from '../../orders/channels';
import type { OrderCancellation } from '../../orders/order-cancellation';
import type { OrderIntake } from '../../orders/order-intake';
import { RouteMissingError, type Channel } from '../../orders/routes';
import { portOf } from '../step-ports';
import { importSubject, type ImportSubject } from './import-subject';

export const IMPORT_FLOW = 'import-order';

interface Subject extends ImportSubject {
  readonly channel: Channel | null;
}

/** Fetches one changed order from its channel and takes it in, or cancels the one that we have. */
export function importOrderFlow(intake: OrderIntake, cancellation: () => OrderCancellation): AnyFlow {
  return defineFlow<Subject, never>({
    name: IMPORT_FLOW,
    priority: 5,
    load: async (sql, ids) =>
      new Map(
        await Promise.all(
          ids.map(async (id): Promise<[string, Subject]> => {
            const subject = importSubject(id);
            return [id, { ...subject, channel: await readChannelOfConnection(sql, subject.connectionId) }];
          }),
        ),
      ),
    apply: async (_sql, { subject }) => subject,
    steps: [
      {
        name: 'fetch-order',
        kind: 'state',
        port: 'orderSource',
        after: [],
        phase: 'forward',
        items: ({ connectionId }) => [{ key: '', connectionId }],
        execute: async (call) => importOne(call, intake, cancellation()),
      },
    ],
  });
}

async function importOne(
  call: StepCall<Subject>,
  intake: OrderIntake,
  cancellation: OrderCancellation,
): Promise<StepOutcome<never>> {
  const { externalId, channel, connectionId } = call.subject;
  if (channel === null) {
    throw new ConfigurationError({
      code: 'channel.missing',
      summary: `No channel takes the orders of the connection "${connectionId}".`,
      fix: 'Make a channel for the connection, then retry.',
    });
  }
  const fetched = await portOf(call, 'orderSource').fetchOrder(externalId);
  if (fetched === null) return { kind: 'skipped', reason: 'The channel does not know this order any more.' };
  if (fetched.state === 'incomplete') {
    return { kind: 'skipped', reason: 'The buyer has not finished the order; the channel tells us when he has.' };
  }
  if (fetched.state === 'cancelled') {
    return { kind: 'done', effect: async (sql) => cancelOurs(sql, channel, externalId, cancellation) };
  }
  assertSound(fetched.order);
  return { kind: 'done', effect: async (sql) => takeIn(sql, intake, channel, fetched.order) };
}

/** @throws {RejectedByVendorError} naming everything that is wrong */
function assertSound(order: Order): void {
  const problems = checkOrder(order);
  const [first] = problems;
  if (first === undefined) return;
  throw new RejectedByVendorError({
    code: 'order.invalid',
    summary: `Order ${order.externalId} of the channel cannot be taken: ${problems
      .slice(0, 5)
      .map(({ pointer, message }) => `${pointer}: ${message}`)
      .join(' ')}`,
    fix: 'Correct the order at the channel, then retry.',
    field: first.pointer,
  });
}

async function takeIn(sql: Sql, intake: OrderIntake, channel: Channel, order: Order): Promise<void> {
  const result = await placed(sql, intake, channel, order);
  if (result.outcome !== 'differs') return;
  throw new RejectedByVendorError({
    code: 'order.changed-at-channel',
    summary: `Order ${order.externalId} was changed at the channel after we had taken it.`,
    fix: 'Compare both and correct by hand what has to be; then skip this step.',
  });
}

async function placed(sql: Sql, intake: OrderIntake, channel: Channel, order: Order): ReturnType<OrderIntake['place']> {
  try {
    return await intake.place(sql, channel, order, newTraceId());
  } catch (error) {
    if (!(error instanceof RouteMissingError)) throw error;
    throw new ConfigurationError({
      code: 'route.missing',
      summary: error.message,
      fix: 'Add the route to the channel, then retry.',
      field: error.pointer,
    });
  }
}

async function cancelOurs(
  sql: Sql,
  channel: Channel,
  externalId: string,
  cancellation: OrderCancellation,
): Promise<void> {
  const rows = await sql.query<{ id: string }>(`select id from orders where channel = $1 and external_id = $2`, [
    channel.id,
    externalId,
  ]);
  const id = rows[0]?.id;
  if (id === undefined) return;
  const outcome = await cancellation.request(sql, id, `The order was cancelled at ${channel.name}.`);
  if (outcome.kind !== 'too-late') return;
  throw new RejectedByVendorError({
    code: 'order.cancelled-too-late',
    summary: `Order ${externalId} was cancelled at the channel, but too late: ${outcome.reason}`,
    fix: 'Settle it with the buyer; then skip this step.',
  });
}
