import { SHOP_EVENTS, type ShopEventType } from '@crossdock/canonical';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

const LARGEST_PAGE = 200;
const DEFAULT_PAGE = 50;
const EVENTS = [...SHOP_EVENTS];

export class NewEndpointDto {
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false, disallow_auth: true })
  @MaxLength(500)
  @ApiProperty({ description: 'Where events are posted.', example: 'https://shop.example/webhooks/crossdock' })
  url!: string;

  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(EVENTS, { each: true })
  @ApiProperty({ enum: EVENTS, isArray: true, example: ['order.shipped', 'order.cancelled'] })
  events!: ShopEventType[];

  @IsOptional()
  @IsString()
  @Matches(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, { message: 'must be "whsec_" and 24 to 64 bytes in base64' })
  @ApiPropertyOptional({ description: 'Your own signing secret; one is made when it is left out.' })
  secret?: string;
}

export class DeliveriesQueryDto {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LARGEST_PAGE)
  @ApiPropertyOptional({ minimum: 1, maximum: LARGEST_PAGE, default: DEFAULT_PAGE })
  limit: number = DEFAULT_PAGE;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  @ApiPropertyOptional({ description: '`nextCursor` of the page before.' })
  cursor?: string;
}

export class EndpointAnswer {
  @ApiProperty({ type: String, example: 'wh_01980c5e7a547b9c' }) id!: string;
  @ApiProperty({ type: String }) url!: string;
  @ApiProperty({ enum: EVENTS, isArray: true }) events!: string[];
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: Date;
}

export class NewEndpointAnswer extends EndpointAnswer {
  @ApiProperty({ type: String, description: 'Shown this once: verify signatures with it (Standard Webhooks).' })
  secret!: string;
}

export class DeliveryAnswer {
  @ApiProperty({ type: String, format: 'uuid', description: 'Also the header `webhook-id`.' }) id!: string;
  @ApiProperty({ enum: EVENTS }) type!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) orderId!: string | null;
  @ApiProperty({ type: String, description: 'ready, queued, running: under way; done: accepted; dead: given up.' })
  state!: string;
  @ApiProperty({ type: Number }) attempts!: number;
  @ApiProperty({ type: String, nullable: true }) error!: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) deliveredAt!: Date | null;
}

export class DeliveryPageAnswer {
  @ApiProperty({ type: [DeliveryAnswer] }) items!: DeliveryAnswer[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
