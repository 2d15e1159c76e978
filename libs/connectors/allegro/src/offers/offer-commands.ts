import type { ConnectorContext, ItemResult } from '@crossdock/connector-kit';
import { MAX_OFFERS_PER_COMMAND, type CommandName, type Commands, type CommandTask } from '../api/command';
import type { AllegroOffersClient } from './allegro-offers.client';
import { commandId } from './command-id';
import { ofTask } from './item-result';

/** Looks at a running command; what is not done by then is reported as still to come. */
const MAX_LOOKS = 20;

type Context = Pick<ConnectorContext<{ readonly commandPollMs: number }>, 'rules' | 'clock' | 'settings'>;

/** Changes that Allegro accepts at once and makes later: one value for up to a thousand offers. */
export class OfferCommands {
  constructor(
    private readonly client: AllegroOffersClient,
    private readonly context: Context,
  ) {}

  /** One result per offer, its key the offer id. */
  async run<N extends CommandName>(
    name: N,
    key: string,
    offerIds: readonly string[],
    bodyFor: (offerIds: readonly string[]) => Commands[N],
  ): Promise<readonly ItemResult[]> {
    const results: ItemResult[] = [];
    for (let first = 0; first < offerIds.length; first += MAX_OFFERS_PER_COMMAND) {
      const chunk = offerIds.slice(first, first + MAX_OFFERS_PER_COMMAND);
      const body = await this.context.rules.apply(name, { offerIds: chunk }, bodyFor(chunk));
      const id = commandId(key, name, body);
      await this.client.sendCommand(name, id, body);
      const tasks = await this.settled(name, id, chunk.length);
      results.push(...chunk.map((offerId) => ofTask(offerId, tasks.get(offerId))));
    }
    return results;
  }

  private async settled(name: CommandName, id: string, expected: number): Promise<ReadonlyMap<string, CommandTask>> {
    for (let look = 1; ; look += 1) {
      const tasks = await this.client.readTasks(name, id);
      const finished = tasks.filter(({ status }) => status !== 'NEW').length;
      if (finished >= expected || look >= MAX_LOOKS) return new Map(tasks.map((task) => [task.offer.id, task]));
      await this.context.clock.sleep(this.context.settings.commandPollMs);
    }
  }
}
