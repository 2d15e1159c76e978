import { UnexpectedResponseError } from '@crossdock/connector-kit';
import type { AllegroClient } from '../allegro.client';
import {
  commandReport,
  commandTasks,
  MAX_OFFERS_PER_COMMAND,
  type CommandName,
  type Commands,
  type CommandTask,
} from '../api/command';
import {
  offerPage,
  writtenOffer,
  type NewOffer,
  type Offer,
  type OfferEdit,
  type StockEdit,
  type WrittenOffer,
} from '../api/offer';

const PER_PAGE = 1_000;
/** Values of one filter in one call, so that the address does not become too long; `external.id` takes no more. */
const PER_FILTER = 100;
const MAX_PAGES = 10; // ten thousand offers for a hundred SKUs: the filter was ignored

const COMMAND_PATHS: Readonly<Record<CommandName, string>> = {
  'set-stock': '/sale/offer-quantity-change-commands',
  'set-price': '/sale/offer-price-change-commands',
  'activate-offers': '/sale/offer-publication-commands',
};

type Filter = 'external.id' | 'offer.id';

export class AllegroOffersClient {
  constructor(private readonly client: AllegroClient) {}

  /** Every offer with one of the values. How exactly Allegro compares is not documented. */
  async readOffers(filter: Filter, values: readonly string[]): Promise<readonly Offer[]> {
    const found: Offer[] = [];
    for (let first = 0; first < values.length; first += PER_FILTER) {
      found.push(...(await this.readAll(filter, values.slice(first, first + PER_FILTER))));
    }
    return found;
  }

  async createOffer(body: NewOffer): Promise<WrittenOffer> {
    const answer = await this.client.send({
      operation: 'create-offer',
      method: 'POST',
      path: '/sale/product-offers',
      json: body,
      write: true,
      schema: writtenOffer,
    });
    return answer.body;
  }

  async editOffer(
    operation: 'edit-offer' | 'edit-stock',
    id: string,
    body: OfferEdit | StockEdit,
  ): Promise<WrittenOffer> {
    const answer = await this.client.send({
      operation,
      method: 'PATCH',
      path: `/sale/product-offers/${encodeURIComponent(id)}`,
      json: body,
      write: true,
      schema: writtenOffer,
    });
    return answer.body;
  }

  /** A command id that was used before is no error: the command was accepted then (fact sheet, section 7). */
  async sendCommand<N extends CommandName>(name: N, commandId: string, body: Commands[N]): Promise<void> {
    await this.client.send({
      operation: name,
      method: 'PUT',
      path: `${COMMAND_PATHS[name]}/${commandId}`,
      json: body,
      write: true,
      schema: commandReport,
      alsoAccept: [409],
    });
  }

  /** One task per offer; fewer, or none, while Allegro has not begun. */
  async readTasks(name: CommandName, commandId: string): Promise<readonly CommandTask[]> {
    const { body } = await this.client.send({
      operation: `${name}-tasks`,
      method: 'GET',
      path: `${COMMAND_PATHS[name]}/${commandId}/tasks`,
      query: { limit: MAX_OFFERS_PER_COMMAND },
      write: false,
      schema: commandTasks,
    });
    return body.tasks;
  }

  private async readAll(filter: Filter, values: readonly string[]): Promise<readonly Offer[]> {
    const found: Offer[] = [];
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const { body } = await this.client.send({
        operation: 'find-offers',
        method: 'GET',
        path: '/sale/offers',
        query: { [filter]: values, limit: PER_PAGE, offset: page * PER_PAGE },
        write: false,
        schema: offerPage,
      });
      found.push(...body.offers);
      if (body.offers.length === 0 || found.length >= body.totalCount) return found;
    }
    throw new UnexpectedResponseError({
      code: 'offer.search-too-wide',
      summary: `Allegro answered a search for ${values.length} offers with more than ${MAX_PAGES * PER_PAGE}.`,
    });
  }
}
