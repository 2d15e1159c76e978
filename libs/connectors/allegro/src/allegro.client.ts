import {
  UnknownOutcomeError,
  type ConnectorContext,
  type HttpClient,
  type HttpRequest,
  type HttpResponse,
} from '@crossdock/connector-kit';
import { account, type Account } from './api/account';
import { checkoutForm, type CheckoutForm } from './api/checkout-form';
import type { FulfilmentBody } from './api/fulfilment';
import { orderEvents, orderEventStats, type OrderEvent } from './api/order-event';
import { orderShipment, orderShipments, type OrderShipment, type ShipmentBody } from './api/shipment';
import { allegroAuthorizer } from './allegro.auth';
import { classifyAllegroError } from './allegro.errors';
import type { AllegroCredentials, AllegroSettings } from './allegro.manifest';

// Plain application/json can be answered with 406 or 415 (fact sheet, section 2).
const MEDIA_TYPE = 'application/vnd.allegro.public.v1+json';

// Beyond the kit's own names: what the buyer writes, and descriptions of refused tokens, which end with the token.
const PERSONAL = ['messageToSeller', 'personalIdentity', 'error_description'];

export interface EventQuery {
  /** Exclusive. */
  readonly from: string | undefined;
  readonly limit: number;
  readonly type: readonly string[];
}

/** Calls that every resource shares, and those of orders. Offers have their own client on top of `send`. */
export class AllegroClient {
  private readonly http: HttpClient;

  constructor(context: ConnectorContext<AllegroSettings, AllegroCredentials>) {
    this.http = context.http({
      baseUrl: context.settings.baseUrl,
      headers: { accept: MEDIA_TYPE, 'user-agent': context.settings.userAgent },
      authorizer: allegroAuthorizer(context),
      classify: classifyAllegroError,
      scrub: PERSONAL,
    });
  }

  async send<T>(request: HttpRequest<T>): Promise<HttpResponse<T>> {
    if (request.json === undefined) return this.http.request(request);
    return this.http.request({ ...request, headers: { 'content-type': MEDIA_TYPE } });
  }

  async readAccount(): Promise<Account> {
    return (await this.send({ operation: 'check', method: 'GET', path: '/me', write: false, schema: account })).body;
  }

  async readEvents({ from, limit, type }: EventQuery): Promise<readonly OrderEvent[]> {
    const { body } = await this.send({
      operation: 'read-order-events',
      method: 'GET',
      path: '/order/events',
      query: { from, limit, type },
      write: false,
      schema: orderEvents,
    });
    return body.events;
  }

  async readLatestEvent(): Promise<string | null> {
    const { body } = await this.send({
      operation: 'read-order-event-stats',
      method: 'GET',
      path: '/order/event-stats',
      write: false,
      schema: orderEventStats,
    });
    return body.latestEvent?.id ?? null;
  }

  /** Null when the seller has no such order: put together with another one, or older than a year. */
  async readCheckoutForm(id: string): Promise<CheckoutForm | null> {
    const answer = await this.send<CheckoutForm | undefined>({
      operation: 'read-order',
      method: 'GET',
      path: formPath(id),
      write: false,
      schema: checkoutForm,
      alsoAccept: [404],
    });
    return answer.status === 404 ? null : (answer.body ?? null);
  }

  /** @throws {ConflictError} when the form was changed since the revision was read */
  async setFulfilment(id: string, revision: string | null, body: FulfilmentBody): Promise<void> {
    const { status } = await this.send({
      operation: 'report-status',
      method: 'PUT',
      path: `${formPath(id)}/fulfillment`,
      query: { 'checkoutForm.revision': revision ?? undefined },
      json: body,
      write: true,
      accept: 'nothing',
    });
    if (status === 204) return;
    throw new UnknownOutcomeError({
      code: 'http.malformed',
      summary: `Allegro answered ${status} instead of 204 to report-status.`,
      httpStatus: status,
    });
  }

  async readShipments(id: string): Promise<readonly OrderShipment[]> {
    const { body } = await this.send({
      operation: 'find-shipment-report',
      method: 'GET',
      path: `${formPath(id)}/shipments`,
      write: false,
      schema: orderShipments,
    });
    return body.shipments;
  }

  async addShipment(id: string, body: ShipmentBody): Promise<OrderShipment> {
    const answer = await this.send({
      operation: 'report-shipment',
      method: 'POST',
      path: `${formPath(id)}/shipments`,
      json: body,
      write: true,
      schema: orderShipment,
    });
    return answer.body;
  }
}

const formPath = (id: string): string => `/order/checkout-forms/${encodeURIComponent(id)}`;
