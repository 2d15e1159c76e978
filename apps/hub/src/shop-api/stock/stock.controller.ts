import { Database } from '@crossdock/flow-engine';
import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Problem } from '../../platform/problem/problem';
import { readChannelStock } from '../../stock/channel-stock';
import { ApiKeyGuard, NeedsRight } from '../api-keys/api-key.guard';
import type { Caller } from '../api-keys/api-keys';
import { CalledBy } from '../api-keys/caller';
import { API_KEY_SCHEME } from '../documentation/api-key-scheme';
import { ProblemResponse } from '../documentation/problem-answer';
import { CheckedInput } from '../order-document/checked-input.pipe';
import { MOST_SKUS, StockAnswer, StockQueryDto } from './stock.dto';

/** What the caller's channel may sell. */
@Controller('api/v1/stock')
@UseGuards(ApiKeyGuard)
@ApiTags('stock')
@ApiBearerAuth(API_KEY_SCHEME)
@ProblemResponse(401, 'No API key, or one that does not exist or was revoked.')
@ProblemResponse(403, 'The API key does not have the right for this call, or belongs to another channel.')
@ProblemResponse(429, 'Too many requests; `Retry-After` says when to go on.')
@ProblemResponse(503, 'The hub cannot work right now. Ask again after `Retry-After`.')
export class StockController {
  constructor(private readonly database: Database) {}

  @Get()
  @NeedsRight('stock:read')
  @ApiOperation({
    summary: 'What the channel may sell',
    description: 'Right `stock:read`. The event `stock.changed` tells of every change.',
  })
  @ApiResponse({ status: 200, type: StockAnswer })
  @ProblemResponse(400, 'An unknown, missing or wrong parameter, or too many SKUs.')
  async read(@CalledBy() caller: Caller, @Query(new CheckedInput()) query: StockQueryDto): Promise<StockAnswer> {
    const channel = caller.channel.id;
    if (query.channel !== undefined && query.channel !== channel) {
      const detail = `This key belongs to the channel "${channel}".`;
      throw new Problem({ status: 403, code: 'right-missing', detail });
    }
    const skus = [...new Set(query.sku.split(',').map((sku) => sku.trim()))].filter((sku) => sku !== '');
    if (skus.length === 0 || skus.length > MOST_SKUS) {
      const message = `There must be 1 to ${MOST_SKUS} SKUs; these are ${skus.length}.`;
      throw new Problem({ status: 400, code: 'malformed-request', detail: message });
    }
    const known = new Map((await readChannelStock(this.database, channel, skus)).map((row) => [row.sku, row]));
    return {
      channel,
      items: skus.map((sku) => known.get(sku) ?? { sku, available: null, changedAt: null, version: null }),
    };
  }
}
