import { subscription, subscriptions, type Subscription } from '../api/subscription';
import { odataText, type BcContext, type Dynamics365BcClient } from '../dynamics-365-bc.client';

// A subscription ends after three days (fact sheet, section 4).
const RENEW_BEFORE_MS = 2 * 24 * 3_600_000;

/** Orders are enough: one that is invoiced is deleted, and that is notified with its id. */
const ENTITIES = ['salesOrders'];

/** Keeps our subscriptions alive. */
export class Subscriptions {
  constructor(
    private readonly client: Dynamics365BcClient,
    private readonly context: BcContext,
  ) {}

  /** Makes what is missing and renews what ends soon. Does nothing where no address is set. */
  async keepUp(): Promise<void> {
    const { notificationUrl } = this.context.settings;
    if (notificationUrl === '') return;
    const company = await this.client.company();
    const known = await this.list();
    for (const entity of ENTITIES) {
      const resource = `/api/v2.0/companies(${company})/${entity}`;
      const ours = known.find((one) => one.notificationUrl === notificationUrl && isOf(one, resource));
      if (ours === undefined) await this.subscribe(notificationUrl, resource);
      else if (this.endsSoon(ours)) await this.renew(ours);
    }
  }

  private endsSoon({ expirationDateTime }: Subscription): boolean {
    return Date.parse(expirationDateTime) - this.context.clock.now() < RENEW_BEFORE_MS;
  }

  private async list(): Promise<readonly Subscription[]> {
    const { body } = await this.client.send({
      operation: 'read-subscriptions',
      method: 'GET',
      path: 'subscriptions',
      write: false,
      schema: subscriptions,
    });
    return body.value;
  }

  private async subscribe(notificationUrl: string, resource: string): Promise<void> {
    const { clientState } = this.context.credentials;
    await this.client.send({
      operation: 'subscribe',
      method: 'POST',
      path: 'subscriptions',
      json: { notificationUrl, resource, clientState },
      write: true,
      schema: subscription,
    });
  }

  private async renew({ subscriptionId, '@odata.etag': etag, ...rest }: Subscription): Promise<void> {
    await this.client.send({
      operation: 'renew-subscription',
      method: 'PATCH',
      path: `subscriptions(${odataText(subscriptionId)})`,
      headers: { 'if-match': etag },
      json: {
        notificationUrl: rest.notificationUrl,
        resource: rest.resource,
        clientState: this.context.credentials.clientState,
      },
      write: true,
      schema: subscription,
    });
  }
}

/** Answers may leave out the slash and the route before the company. */
const isOf = ({ resource }: Subscription, wanted: string): boolean =>
  wanted.endsWith(`/${resource.replace(/^\//, '')}`) || resource === wanted;
