import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsDefined, IsObject, ValidateNested } from 'class-validator';
import { AttributesField, DecimalField, InstantField, PartField, TextField } from '../order-document/fields';

export class QuoteCustomerDto {
  @TextField({
    optional: true,
    description: 'Finds what this customer has ordered before. Not kept with the quote.',
    example: 'jan@example.com',
    longest: 254,
  })
  email?: string | null;
  @TextField({ optional: true, description: 'Price group.', example: 'retail', longest: 64 }) group?: string | null;
  @TextField({ optional: true, description: 'ISO 3166-1 alpha-2', example: 'PL' }) country?: string | null;
  @TextField({ optional: true, example: '00-838', longest: 20 }) postalCode?: string | null;
}

export class QuoteLineDto {
  @TextField({ description: 'Unique within the quote.', example: '1', longest: 64 }) id!: string;
  @TextField({ example: 'MUG-1', longest: 64 }) sku!: string;
  @DecimalField({ description: 'More than zero, at most three decimals.', example: '12' }) quantity!: string;
  @TextField({ optional: true, description: 'For rules by category.', example: 'mugs', longest: 100 })
  category?: string | null;
  @DecimalField({ optional: true, description: 'Gross price of one, before any rule.', example: '19.99' })
  listPrice?: string | null;
  @DecimalField({ optional: true, description: 'Per cent; without it net and tax are null.', example: '23' })
  taxRate?: string | null;
  @AttributesField() attributes?: Record<string, unknown>;
}

/** A basket that a price is asked for. */
export class QuoteDto {
  @TextField({ description: 'ISO 4217', example: 'PLN' }) currency!: string;
  @InstantField({ optional: true, description: 'The moment that promotions are looked at; now when it is left out.' })
  at?: string | null;
  @PartField(() => QuoteCustomerDto, { optional: true }) customer?: QuoteCustomerDto | null;
  @IsDefined({ message: 'This field is missing.' })
  @IsArray()
  @IsObject({ each: true, message: 'This must be a list of objects.' })
  @ValidateNested({ each: true })
  @Type(() => QuoteLineDto)
  @ApiProperty({ type: () => [QuoteLineDto], minItems: 1, maxItems: 1_000 })
  lines!: QuoteLineDto[];
}
