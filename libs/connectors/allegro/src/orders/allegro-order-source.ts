import type {
  ChannelOrder,
  ConnectorContext,
  Cursor,
  OrderChange,
  OrderChangePage,
  OrderSource,
} from '@crossdock/connector-kit';
import type { OrderEvent } from '../api/order-event';
import type { AllegroClient } from '../allegro.client';
import type { AllegroCredentials, AllegroSettings } from '../allegro.manifest';
import { toChannelOrder } from './order.mapper';

// A form that is not ready may still change its data and even its id, and changes of the seller's own status are mostly
// echoes of ours (fact sheet, sections 5 and 8): neither is asked for.
const EVENT_TYPES = ['READY_FOR_PROCESSING', 'BUYER_MODIFIED', 'BUYER_CANCELLED', 'AUTO_CANCELLED'];

const FIRST_EVENT = 'first-order-event';
const BEGINNING = '';

type Context = Pick<ConnectorContext<AllegroSettings, AllegroCredentials>, 'settings' | 'lookups' | 'values'>;

/** Orders by the event journal. An event is only a signal: what counts is the form as it is when it is fetched. */
export class AllegroOrderSource implements OrderSource {
  constructor(
    private readonly client: AllegroClient,
    private readonly context: Context,
  ) {}

  /** The cursor is the id of the last event that was really received (fact sheet, section 5). */
  async readChanges(cursor: Cursor | null): Promise<OrderChangePage> {
    const { pageSize } = this.context.settings;
    const from = cursor ?? (await this.start());
    const events = await this.client.readEvents({ from, limit: pageSize, type: EVENT_TYPES });
    return {
      changes: events.filter((event) => this.isWanted(event)).flatMap(toChange),
      next: events.at(-1)?.id ?? cursor,
      more: events.length >= pageSize,
    };
  }

  async fetchOrder(externalId: string): Promise<ChannelOrder | null> {
    const form = await this.client.readCheckoutForm(externalId);
    return form === null ? null : toChannelOrder(form, this.context);
  }

  /**
   * Without a start date a connection begins with the first change after it was first read. That place is remembered: an
   * account without any event would lose the orders between two readings otherwise.
   */
  private async start(): Promise<string | undefined> {
    const { settings, values } = this.context;
    if (settings.startDate !== undefined) return undefined;
    let first = await values.get(FIRST_EVENT);
    if (first === null) {
      first = (await this.client.readLatestEvent()) ?? BEGINNING;
      await values.set(FIRST_EVENT, first);
    }
    return first === BEGINNING ? undefined : first;
  }

  private isWanted({ occurredAt }: OrderEvent): boolean {
    const { startDate } = this.context.settings;
    return startDate === undefined || Date.parse(occurredAt) >= Date.parse(startDate);
  }
}

function toChange({ id, order }: OrderEvent): OrderChange[] {
  return order.checkoutForm == null ? [] : [{ externalId: order.checkoutForm.id, changeId: id }];
}
