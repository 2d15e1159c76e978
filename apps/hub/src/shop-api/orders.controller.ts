import { parseInstant } from '@crossdock/canonical';
import { Database } from '@crossdock/flow-engine';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OrderCancellation } from '../orders/order-cancellation';
import { OrderReader, type OrderFilter } from '../orders/order-reader';
import { decodeCursor } from '../orders/order-reader-cursor';
import type { OrderView } from '../orders/order-views';
import { languageOf } from '../orders/timeline-texts';
import { Problem } from '../platform/problem/problem';
import { traceIdOf } from '../platform/problem/tracing';
import { ApiKeyGuard, NeedsRight } from './api-keys/api-key.guard';
import type { Caller } from './api-keys/api-keys';
import { CalledBy } from './api-keys/caller';
import { API_KEY_SCHEME } from './documentation/api-key-scheme';
import { ORDER_EXAMPLE } from './documentation/order-example';
import { ProblemResponse } from './documentation/problem-answer';
import { CancelAnswer, OrderAnswer, OrderPageAnswer, PlacedOrderAnswer, TimelineAnswer } from './order-answers';
import { CheckedInput, OptionalBody } from './order-document/checked-input.pipe';
import { OrderDto } from './order-document/order.dto';
import { labelLink, orderLinks } from './order-links';
import { CancelDto, OrderQueryDto, TimelineQueryDto } from './order-query.dto';
import { OrderPlacement } from './placing/order-placement';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const LABEL_TYPES = { pdf: 'application/pdf', zpl: 'application/zpl' } as const;
const CANCELLED_BY_SHOP = 'Cancelled by the shop.';

/** Orders of the caller's channel. Those of others do not exist for it. */
@Controller('api/v1/orders')
@UseGuards(ApiKeyGuard)
@ApiTags('orders')
@ApiBearerAuth(API_KEY_SCHEME)
@ProblemResponse(401, 'No API key, or one that does not exist or was revoked.')
@ProblemResponse(403, 'The API key does not have the right for this call.')
@ProblemResponse(429, 'Too many requests; `Retry-After` says when to go on.')
@ProblemResponse(503, 'The hub cannot work right now; nothing was stored. Send it again after `Retry-After`.')
export class OrdersController {
  constructor(
    private readonly database: Database,
    private readonly reader: OrderReader,
    private readonly placement: OrderPlacement,
    private readonly cancellation: OrderCancellation,
  ) {}

  @Post()
  @NeedsRight('orders:write')
  @ApiOperation({ summary: 'Place an order', description: 'Right `orders:write`. Safe to repeat.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: '1 to 255 printable ASCII characters.' })
  @ApiBody({ type: OrderDto, examples: { order: { summary: 'Two mugs to a locker', value: ORDER_EXAMPLE } } })
  @ApiResponse({ status: 202, description: 'Accepted; everything else follows by itself.', type: PlacedOrderAnswer })
  @ApiResponse({ status: 200, description: 'The same order was accepted before.', type: PlacedOrderAnswer })
  @ProblemResponse(400, 'Not JSON, unknown fields, missing fields or wrong types.')
  @ProblemResponse(409, 'Another order has this number; or the first request of the Idempotency-Key is still running.')
  @ProblemResponse(413, 'The body has more than 1 MiB.')
  @ProblemResponse(415, 'The body is not JSON.')
  @ProblemResponse(422, 'A rule is broken; or the Idempotency-Key was used for another request.')
  async place(
    @CalledBy() caller: Caller,
    @Body(new CheckedInput()) order: OrderDto,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const traceId = traceIdOf(request);
    const answer = await this.placement.place({ caller, order, idempotencyKey, traceId });
    void reply.status(answer.status).header('location', orderLinks(answer.id).self);
    if (answer.repeated) void reply.header('idempotent-replayed', 'true');
    return answer.body;
  }

  @Get()
  @NeedsRight('orders:read')
  @ApiOperation({ summary: 'List orders', description: 'Right `orders:read`. Newest first by the time they came in.' })
  @ApiResponse({ status: 200, type: OrderPageAnswer })
  @ProblemResponse(400, 'An unknown or wrong parameter.')
  async list(@CalledBy() caller: Caller, @Query(new CheckedInput()) query: OrderQueryDto): Promise<unknown> {
    const { items, nextCursor } = await this.reader.list(filterOf(query, caller.channel.id));
    return { items: items.map(withLinks), nextCursor };
  }

  @Get(':id')
  @NeedsRight('orders:read')
  @ApiOperation({ summary: 'Read an order', description: 'Right `orders:read`.' })
  @ApiResponse({ status: 200, type: OrderAnswer })
  @ProblemResponse(404, 'Your channel has no such order.')
  async read(@CalledBy() caller: Caller, @Param('id') id: string): Promise<unknown> {
    return withLinks(await this.orderOf(caller, id));
  }

  @Get(':id/timeline')
  @NeedsRight('orders:read')
  @ApiOperation({ summary: 'What happened to an order', description: 'Right `orders:read`. Oldest first, in words.' })
  @ApiResponse({ status: 200, type: TimelineAnswer })
  @ProblemResponse(404, 'Your channel has no such order.')
  async timeline(
    @CalledBy() caller: Caller,
    @Param('id') id: string,
    @Query(new CheckedInput()) { lang }: TimelineQueryDto,
    @Headers('accept-language') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const order = await this.orderOf(caller, id);
    const language = lang ?? languageOf(accepted);
    void reply.headers({ 'content-language': language, vary: 'accept-language' });
    return { language, items: await this.reader.timeline(order.id, language) };
  }

  @Post(':id/cancel')
  @HttpCode(202)
  @NeedsRight('orders:write')
  @ApiOperation({
    summary: 'Cancel an order',
    description:
      'Right `orders:write`. What was done is undone step by step; `cancellation` of the order says how far.',
  })
  @ApiBody({ type: CancelDto, required: false })
  @ApiResponse({ status: 202, description: 'It is being cancelled, or is it already.', type: CancelAnswer })
  @ProblemResponse(404, 'Your channel has no such order.')
  @ProblemResponse(409, 'It is too late; the detail says why.')
  async cancel(
    @CalledBy() caller: Caller,
    @Param('id') id: string,
    @Body(new OptionalBody()) { reason }: CancelDto,
  ): Promise<unknown> {
    const order = await this.orderOf(caller, id);
    const why = reason?.trim() ?? '';
    const outcome = await this.database.transaction(async (sql) =>
      this.cancellation.request(sql, order.id, why === '' ? CANCELLED_BY_SHOP : why),
    );
    if (outcome.kind === 'unknown-order') throw noSuchOrder();
    if (outcome.kind === 'too-late') throw new Problem({ status: 409, code: 'too-late', detail: outcome.reason });
    const cancellation = outcome.kind === 'already' ? outcome.state : 'requested';
    return { id: order.id, cancellation, links: orderLinks(order.id) };
  }

  @Get(':id/shipments/:reference/label')
  @NeedsRight('orders:read')
  @ApiOperation({
    summary: 'Read a parcel label',
    description: 'Right `orders:read`. PDF, or ZPL where the courier has no PDF.',
  })
  @ApiProduces('application/pdf', 'application/zpl')
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' } })
  @ProblemResponse(404, 'There is no such parcel, or no label yet.')
  async label(
    @CalledBy() caller: Caller,
    @Param('id') id: string,
    @Param('reference') reference: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const order = await this.orderOf(caller, id);
    const shipment = order.shipments.find((candidate) => candidate.reference === reference);
    const label = shipment === undefined ? null : await this.reader.label(order.id, shipment.reference);
    if (label === null)
      throw new Problem({ status: 404, code: 'no-label', detail: 'There is no label of this parcel.' });
    const name = reference.replaceAll(/[^A-Za-z0-9._-]/g, '_');
    void reply.headers({
      'content-type': LABEL_TYPES[label.format],
      'content-disposition': `inline; filename="${name}.${label.format}"`,
      'cache-control': 'private, no-store',
    });
    return label.content;
  }

  private async orderOf({ channel }: Caller, id: string): Promise<OrderView> {
    const order = UUID.test(id) ? await this.reader.get(id, channel.id) : null;
    if (order === null) throw noSuchOrder();
    return order;
  }
}

function noSuchOrder(): Problem {
  return new Problem({ status: 404, code: 'order-unknown', detail: 'Your channel has no such order.' });
}

function withLinks({ shipments, ...order }: OrderView): unknown {
  return {
    ...order,
    shipments: shipments.map(({ labelStored, ...shipment }) => ({
      ...shipment,
      labelUrl: labelStored ? labelLink(order.id, shipment.reference) : null,
    })),
    links: orderLinks(order.id),
  };
}

function filterOf(query: OrderQueryDto, channel: string): OrderFilter {
  const { externalId, status, placedFrom, placedTo, limit, cursor } = query;
  const after = cursor === undefined ? undefined : (decodeCursor(cursor) ?? wrongCursor());
  return {
    channel,
    limit,
    ...(externalId === undefined ? {} : { externalId }),
    ...(status === undefined ? {} : { status }),
    ...momentOf('placedFrom', placedFrom),
    ...momentOf('placedTo', placedTo),
    ...(after === undefined ? {} : { after }),
  };
}

function momentOf(name: 'placedFrom' | 'placedTo', text: string | undefined): Partial<OrderFilter> {
  const time = text === undefined ? null : parseInstant(text);
  return time === null ? {} : { [name]: new Date(time) };
}

function wrongCursor(): never {
  const message = 'This is no cursor of ours; send "nextCursor" as it came.';
  const errors = [{ pointer: '/cursor', code: 'cursor.invalid', message }];
  throw new Problem({ status: 400, code: 'malformed-request', detail: message, errors });
}
