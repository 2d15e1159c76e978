import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiKeyGuard, NeedsRight } from '../api-keys/api-key.guard';
import type { Caller } from '../api-keys/api-keys';
import { CalledBy } from '../api-keys/caller';
import { API_KEY_SCHEME } from '../documentation/api-key-scheme';
import { ProblemResponse } from '../documentation/problem-answer';
import { CheckedInput } from '../order-document/checked-input.pipe';
import { QuoteAnswer } from './quote-answers';
import { QuoteDto } from './quote.dto';
import { Quotes } from './quotes';

const EXAMPLE = {
  currency: 'PLN',
  customer: { email: 'jan@example.com', group: 'retail', country: 'PL', postalCode: '00-838' },
  lines: [{ id: '1', sku: 'MUG-1', category: 'mugs', quantity: '12', listPrice: '19.99', taxRate: '23' }],
};

/** Prices of baskets, by the rules that operations staff keep in the panel. */
@Controller('api/v1/quotes')
@UseGuards(ApiKeyGuard)
@ApiTags('quotes')
@ApiBearerAuth(API_KEY_SCHEME)
@ProblemResponse(401, 'No API key, or one that does not exist or was revoked.')
@ProblemResponse(403, 'The API key does not have the right for this call.')
@ProblemResponse(429, 'Too many requests; `Retry-After` says when to go on.')
export class QuotesController {
  constructor(private readonly quotes: Quotes) {}

  @Post()
  @HttpCode(200)
  @NeedsRight('quotes:write')
  @ApiOperation({
    summary: 'Price a basket',
    description: 'Right `quotes:write`. Stores nothing but why the price is what it is; ask as often as you like.',
  })
  @ApiBody({ type: QuoteDto, examples: { quote: { summary: 'Twelve mugs', value: EXAMPLE } } })
  @ApiResponse({ status: 200, type: QuoteAnswer })
  @ProblemResponse(400, 'Not JSON, unknown fields, missing fields or wrong types.')
  @ProblemResponse(422, 'A value is wrong, or a line has no price.')
  @ProblemResponse(503, 'The price rules are broken, or the hub cannot work right now.')
  async price(@CalledBy() caller: Caller, @Body(new CheckedInput()) quote: QuoteDto): Promise<QuoteAnswer> {
    return this.quotes.price(caller, quote);
  }
}
