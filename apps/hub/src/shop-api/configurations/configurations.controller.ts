import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiKeyGuard, NeedsRight } from '../api-keys/api-key.guard';
import type { Caller } from '../api-keys/api-keys';
import { CalledBy } from '../api-keys/caller';
import { API_KEY_SCHEME } from '../documentation/api-key-scheme';
import { ProblemResponse } from '../documentation/problem-answer';
import { CheckedInput } from '../order-document/checked-input.pipe';
import { ConfigurationAnswer } from './configuration-answer';
import { ConfigurationDto } from './configuration.dto';
import { Configurations } from './configurations';

/** Products to measure, by the rules that operations staff keep in the panel. */
@Controller('api/v1/configurations')
@UseGuards(ApiKeyGuard)
@ApiTags('quotes')
@ApiBearerAuth(API_KEY_SCHEME)
@ProblemResponse(401, 'No API key, or one that does not exist or was revoked.')
@ProblemResponse(403, 'The API key does not have the right for this call.')
@ProblemResponse(429, 'Too many requests; `Retry-After` says when to go on.')
export class ConfigurationsController {
  constructor(private readonly configurations: Configurations) {}

  @Post()
  @HttpCode(200)
  @NeedsRight('quotes:write')
  @ApiOperation({
    summary: 'Price and lead time of a configured product',
    description: 'Right `quotes:write`. Stores nothing but why the answer is what it is; ask as often as you like.',
  })
  @ApiBody({ type: ConfigurationDto })
  @ApiResponse({ status: 200, type: ConfigurationAnswer })
  @ProblemResponse(400, 'Not JSON, unknown fields, missing fields or wrong types.')
  @ProblemResponse(422, 'A value is wrong, the model is unknown, or the combination does not exist: `errors` says why.')
  @ProblemResponse(503, 'The rules are broken, or the hub cannot work right now.')
  async read(
    @CalledBy() caller: Caller,
    @Body(new CheckedInput()) configuration: ConfigurationDto,
  ): Promise<ConfigurationAnswer> {
    return this.configurations.read(caller, configuration);
  }
}
