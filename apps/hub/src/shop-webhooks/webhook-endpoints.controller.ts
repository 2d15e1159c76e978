import { randomBytes } from 'node:crypto';
import { Database } from '@crossdock/flow-engine';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { WorkSignal } from '../engine/work-signal';
import { notifyShopFlow } from '../flows/shop-notification/notify-shop.flow';
import { Problem } from '../platform/problem/problem';
import { SecretBox } from '../platform/secrets/secret-box';
import { SETTINGS, type Settings } from '../platform/settings/settings';
import { ApiKeyGuard, NeedsRight } from '../shop-api/api-keys/api-key.guard';
import type { Caller } from '../shop-api/api-keys/api-keys';
import { CalledBy } from '../shop-api/api-keys/caller';
import { API_KEY_SCHEME } from '../shop-api/documentation/api-key-scheme';
import { ProblemResponse } from '../shop-api/documentation/problem-answer';
import { CheckedInput } from '../shop-api/order-document/checked-input.pipe';
import { readDeliveries, replay } from './deliveries';
import {
  DeliveriesQueryDto,
  DeliveryPageAnswer,
  EndpointAnswer,
  NewEndpointAnswer,
  NewEndpointDto,
} from './webhook-endpoints.dto';
import { deleteEndpoint, readEndpoints, storeEndpoint, type Endpoint } from './webhook-endpoints';

const SECRET_BYTES = 24;
const MOST_ENDPOINTS = 20;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Where the caller's channel wants to be told what happens (Standard Webhooks). */
@Controller('api/v1/webhook-endpoints')
@UseGuards(ApiKeyGuard)
@ApiTags('webhooks')
@ApiBearerAuth(API_KEY_SCHEME)
@ProblemResponse(401, 'No API key, or one that does not exist or was revoked.')
@ProblemResponse(403, 'The API key does not have the right for this call.')
export class WebhookEndpointsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SecretBox) private readonly box: SecretBox,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(WorkSignal) private readonly signal: WorkSignal,
  ) {}

  @Post()
  @NeedsRight('webhooks:write')
  @ApiOperation({
    summary: 'Add an endpoint',
    description:
      'Right `webhooks:write`. Events are posted with `webhook-id`, `webhook-timestamp` and `webhook-signature`; anything ' +
      'but 2xx is tried again for about three days. The same event has the same `webhook-id` every time.',
  })
  @ApiResponse({ status: 201, type: NewEndpointAnswer })
  @ProblemResponse(400, 'Wrong address or unknown event.')
  @ProblemResponse(409, 'The channel has as many endpoints as it may.')
  async add(
    @CalledBy() { channel }: Caller,
    @Body(new CheckedInput()) body: NewEndpointDto,
  ): Promise<NewEndpointAnswer> {
    const isDemo = this.settings.sandboxUrl !== null;
    if (!isDemo && !body.url.startsWith('https://')) throw notSecure();
    const secret = body.secret ?? `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
    const id = `wh_${randomBytes(8).toString('hex')}`;
    return this.database.transaction(async (sql) => {
      const known = await readEndpoints(sql, channel.id);
      if (known.length >= MOST_ENDPOINTS) {
        const detail = `A channel has at most ${MOST_ENDPOINTS} endpoints.`;
        throw new Problem({ status: 409, code: 'too-many-endpoints', detail });
      }
      const { url, events } = body;
      // Only a demo may call this very machine; anywhere else that would let a key reach what is behind the firewall.
      await storeEndpoint(sql, this.box, {
        id,
        channel: channel.id,
        url,
        secret,
        events,
        allowPrivateAddresses: isDemo,
      });
      return { id, url, events, secret, createdAt: new Date() };
    });
  }

  @Get()
  @NeedsRight('webhooks:read')
  @ApiOperation({ summary: 'List endpoints', description: 'Right `webhooks:read`. Secrets are never shown again.' })
  @ApiResponse({ status: 200, type: [EndpointAnswer] })
  async list(@CalledBy() { channel }: Caller): Promise<{ readonly items: readonly Endpoint[] }> {
    return { items: await readEndpoints(this.database, channel.id) };
  }

  @Delete(':id')
  @HttpCode(204)
  @NeedsRight('webhooks:write')
  @ApiOperation({ summary: 'Remove an endpoint', description: 'Right `webhooks:write`.' })
  @ApiResponse({ status: 204 })
  @ProblemResponse(404, 'Your channel has no such endpoint.')
  async remove(@CalledBy() { channel }: Caller, @Param('id') id: string): Promise<void> {
    const removed = await this.database.transaction(async (sql) => deleteEndpoint(sql, channel.id, id));
    if (!removed) throw unknownEndpoint();
  }

  @Get(':id/deliveries')
  @NeedsRight('webhooks:read')
  @ApiOperation({ summary: 'What an endpoint was told', description: 'Right `webhooks:read`. Newest first.' })
  @ApiResponse({ status: 200, type: DeliveryPageAnswer })
  @ProblemResponse(404, 'Your channel has no such endpoint.')
  async deliveries(
    @CalledBy() caller: Caller,
    @Param('id') id: string,
    @Query(new CheckedInput()) { limit, cursor }: DeliveriesQueryDto,
  ): Promise<DeliveryPageAnswer> {
    await this.assertOurs(caller, id);
    const before = cursor !== undefined && UUID.test(cursor) ? cursor : null;
    const items = await readDeliveries(this.database, id, limit, before);
    return { items, nextCursor: items.length === limit ? (items.at(-1)?.id ?? null) : null };
  }

  @Post(':id/deliveries/:deliveryId/replay')
  @HttpCode(202)
  @NeedsRight('webhooks:write')
  @ApiOperation({ summary: 'Send an event once more', description: 'Right `webhooks:write`. Same `webhook-id`.' })
  @ApiResponse({ status: 202 })
  @ProblemResponse(404, 'The endpoint was never told such an event.')
  async replay(
    @CalledBy() caller: Caller,
    @Param('id') id: string,
    @Param('deliveryId') deliveryId: string,
  ): Promise<void> {
    await this.assertOurs(caller, id);
    const sent =
      UUID.test(deliveryId) &&
      (await this.database.transaction(async (sql) => replay(sql, notifyShopFlow, id, deliveryId)));
    if (!sent) throw new Problem({ status: 404, code: 'delivery-unknown', detail: 'There is no such delivery.' });
    this.signal.due();
  }

  private async assertOurs({ channel }: Caller, id: string): Promise<void> {
    const endpoints = await readEndpoints(this.database, channel.id);
    if (!endpoints.some((endpoint) => endpoint.id === id)) throw unknownEndpoint();
  }
}

function unknownEndpoint(): Problem {
  return new Problem({ status: 404, code: 'endpoint-unknown', detail: 'Your channel has no such endpoint.' });
}

function notSecure(): Problem {
  const message = 'Events are only sent to https addresses.';
  return new Problem({
    status: 400,
    code: 'malformed-request',
    detail: message,
    errors: [{ pointer: '/url', code: 'url.not-secure', message }],
  });
}
