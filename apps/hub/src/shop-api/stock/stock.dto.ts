import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';

/** As many SKUs as one call may ask for; longer lists are asked for in parts. */
export const MOST_SKUS = 100;
// Control characters cannot be stored, so no SKU has them.
const SKUS = /^[^\p{Cc}\p{Cs}]+$/u;

/** `?sku=&channel=` */
export class StockQueryDto {
  @IsString()
  @MinLength(1)
  @MaxLength(20_000)
  @Matches(SKUS, { message: 'This text contains control characters.' })
  @ApiProperty({ description: `Up to ${MOST_SKUS} SKUs with commas between.`, example: 'MUG-1,TEA-100' })
  sku!: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  @ApiPropertyOptional({ description: 'Your own channel, which it is without this parameter.', example: 'shop' })
  channel?: string;
}

export class StockItemAnswer {
  @ApiProperty({ example: 'MUG-1' }) sku!: string;
  @ApiProperty({
    description: 'Whole pieces that the channel may sell now; null when nobody tells the stock of this SKU.',
    type: Number,
    nullable: true,
    example: 12,
  })
  available!: number | null;
  @ApiProperty({ description: 'Since when it is this number.', type: String, format: 'date-time', nullable: true })
  changedAt!: string | null;
  @ApiProperty({
    description: 'Grows with every change: a smaller one is older news.',
    type: String,
    nullable: true,
    example: '4711',
  })
  version!: string | null;
}

export class StockAnswer {
  @ApiProperty({ example: 'shop' }) channel!: string;
  @ApiProperty({ description: 'In the order that was asked for.', type: [StockItemAnswer] }) items!: StockItemAnswer[];
}
