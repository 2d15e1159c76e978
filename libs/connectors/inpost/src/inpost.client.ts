import {
  bearerAuthorizer,
  UnexpectedResponseError,
  type ConnectorContext,
  type HttpClient,
} from '@crossdock/connector-kit';
import type { z } from 'zod';
import type { CreateShipmentBody } from './api/create-shipment';
import { point, pointPage, type Point } from './api/point';
import { organization, shipment, shipmentPage, type Shipment } from './api/shipment';
import { tracking, type Tracking } from './api/tracking';
import { classifyInpostError } from './inpost.errors';
import type { InpostCredentials, InpostSettings } from './inpost.manifest';

const PER_PAGE = 100;
const MAX_PAGES = 20; // a search by our reference finds one; more pages mean that the vendor ignored the filter

// Personal data of sender, receiver and their addresses, in the vendor's spelling.
const PERSONAL = [
  'first_name',
  'last_name',
  'company_name',
  'email',
  'phone',
  'street',
  'building_number',
  'line1',
  'line2',
  'city',
  'post_code',
  'comments',
];

// Errors name fields and reasons as keys instead of sentences (fact sheet, section 2).
const HEADERS = { 'accept-language': 'keys', 'x-user-agent': 'Crossdock' };

export interface LabelQuery {
  readonly format: 'Pdf' | 'Zpl';
  readonly type: 'normal' | 'A6' | 'dpi300';
}

/** The ShipX calls that we use; the only file that knows their addresses. */
export class InpostClient {
  private readonly http: HttpClient;
  private readonly pointsHttp: HttpClient;
  private readonly organizationPath: string;

  constructor({ http, settings, credentials }: ConnectorContext<InpostSettings, InpostCredentials>) {
    const options = {
      headers: HEADERS,
      authorizer: bearerAuthorizer(credentials.token),
      classify: classifyInpostError,
      scrub: PERSONAL,
    };
    this.http = http({ ...options, baseUrl: settings.baseUrl });
    this.pointsHttp =
      settings.pointsBaseUrl === undefined ? this.http : http({ ...options, baseUrl: settings.pointsBaseUrl });
    this.organizationPath = `/v1/organizations/${settings.organizationId}`;
  }

  async createShipment(body: CreateShipmentBody): Promise<Shipment> {
    const path = `${this.organizationPath}/shipments`;
    const answer = await this.http.request({
      operation: 'create-shipment',
      method: 'POST',
      path,
      json: body,
      write: true,
      schema: shipment,
    });
    return answer.body;
  }

  /** Every shipment that ShipX finds for the external id; how exactly ShipX compares is not documented. */
  async searchShipments(externalId: string): Promise<readonly Shipment[]> {
    const found: Shipment[] = [];
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const { body } = await this.http.request({
        operation: 'find-shipment',
        method: 'GET',
        path: `${this.organizationPath}/shipments`,
        query: { external_customer_id: externalId, page, per_page: PER_PAGE },
        write: false,
        schema: shipmentPage,
      });
      found.push(...body.items);
      if (body.items.length === 0 || found.length >= body.count) return found;
    }
    throw new UnexpectedResponseError({
      code: 'shipment.search-too-wide',
      summary: `InPost answered the search for one shipment with more than ${MAX_PAGES * PER_PAGE}.`,
    });
  }

  async readShipment(id: string): Promise<Shipment> {
    return this.get('read-shipment', shipmentPath(id), shipment);
  }

  async cancelShipment(id: string): Promise<void> {
    await this.http.request({
      operation: 'cancel-shipment',
      method: 'DELETE',
      path: shipmentPath(id),
      write: true,
      accept: 'nothing',
    });
  }

  async readLabel(id: string, query: LabelQuery): Promise<Uint8Array> {
    return this.file('read-label', `${shipmentPath(id)}/label`, { format: query.format, type: query.type });
  }

  async readManifest(ids: readonly string[]): Promise<Uint8Array> {
    const path = `${this.organizationPath}/dispatch_orders/printouts`;
    return this.file('create-manifest', path, { format: 'Pdf', 'shipment_ids[]': ids });
  }

  /** Null where the host has no public tracking (the vendor's sandbox), or does not know the number yet. */
  async readTracking(waybill: string): Promise<Tracking | null> {
    const answer = await this.http.request<Tracking | undefined>({
      operation: 'read-tracking',
      method: 'GET',
      path: `/v1/tracking/${encodeURIComponent(waybill)}`,
      write: false,
      anonymous: true,
      schema: tracking,
      alsoAccept: [404],
    });
    return answer.status === 404 ? null : (answer.body ?? null);
  }

  async readPoint(name: string): Promise<Point | null> {
    const answer = await this.pointsHttp.request<Point | undefined>({
      operation: 'read-pickup-point',
      method: 'GET',
      path: `/v1/points/${encodeURIComponent(name)}`,
      write: false,
      schema: point,
      alsoAccept: [404],
    });
    return answer.status === 404 ? null : (answer.body ?? null);
  }

  async readPoints(query: Readonly<Record<string, string | number | undefined>>): Promise<readonly Point[]> {
    const { body } = await this.pointsHttp.request({
      operation: 'find-pickup-points',
      method: 'GET',
      path: '/v1/points',
      query: { type: 'parcel_locker', ...query },
      write: false,
      schema: pointPage,
    });
    return body.items;
  }

  /** Name of the organization: proves address, token and organization id together. */
  async readOrganizationName(): Promise<string> {
    return (await this.get('check', this.organizationPath, organization)).name;
  }

  private async get<T>(operation: string, path: string, schema: z.ZodType<T>): Promise<T> {
    return (await this.http.request({ operation, method: 'GET', path, write: false, schema })).body;
  }

  private async file(
    operation: string,
    path: string,
    query: Readonly<Record<string, string | readonly string[]>>,
  ): Promise<Uint8Array> {
    const answer = await this.http.request<Uint8Array>({
      operation,
      method: 'GET',
      path,
      query,
      write: false,
      accept: 'bytes',
    });
    return answer.body;
  }
}

const shipmentPath = (id: string): string => `/v1/shipments/${encodeURIComponent(id)}`;
