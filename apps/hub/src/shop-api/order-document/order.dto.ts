import { PAYMENT_STATES } from '@crossdock/canonical';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsDefined, IsObject, IsOptional, ValidateNested } from 'class-validator';
import { AttributesField, DecimalField, FlagField, InstantField, PartField, TextField, WordField } from './fields';

const CURRENCY = { description: 'ISO 4217', example: 'PLN' };

export class CustomerDto {
  @TextField({ example: 'jan@example.com', longest: 254 }) email!: string;
  @TextField({ optional: true, example: '+48500600700', longest: 40 }) phone?: string | null;
  @TextField({ optional: true, example: 'Jan', longest: 100 }) firstName?: string | null;
  @TextField({ optional: true, example: 'Kowalski', longest: 100 }) lastName?: string | null;
  @TextField({ optional: true, longest: 200 }) company?: string | null;
  @TextField({ optional: true, description: 'NIP or EU VAT id of a business; the check digit is checked.' })
  taxId?: string | null;
  @TextField({ optional: true, description: 'Price group.', example: 'retail', longest: 64 }) group?: string | null;
  @TextField({ optional: true, description: 'The customer in your shop.', longest: 100 }) externalId?: string | null;
  @TextField({ optional: true, description: 'BCP 47 language tag.', example: 'pl', longest: 35 })
  language?: string | null;
}

export class AddressDto {
  @TextField({ optional: true, longest: 100 }) firstName?: string | null;
  @TextField({ optional: true, longest: 100 }) lastName?: string | null;
  @TextField({ optional: true, longest: 200 }) company?: string | null;
  @TextField({ description: 'Street with building and flat in one line.', example: 'Prosta 51', longest: 200 })
  street!: string;
  @TextField({ optional: true, longest: 200 }) street2?: string | null;
  @TextField({ example: 'Warszawa', longest: 100 }) city!: string;
  @TextField({ description: 'As the country writes it; Polish ones as 00-838.', example: '00-838', longest: 20 })
  postalCode!: string;
  @TextField({ optional: true, longest: 100 }) region?: string | null;
  @TextField({ description: 'ISO 3166-1 alpha-2', example: 'PL' }) country!: string;
  @TextField({ optional: true, longest: 40 }) phone?: string | null;
  @TextField({ optional: true, longest: 254 }) email?: string | null;
}

export class PickupPointDto {
  @TextField({ example: 'inpost', longest: 64 }) carrier!: string;
  @TextField({ description: "The carrier's id of the locker or counter.", example: 'WAW01A', longest: 64 }) id!: string;
  @TextField({ optional: true, longest: 200 }) name?: string | null;
}

export class GrossPriceDto {
  @DecimalField({ description: 'Gross, after discounts.', example: '19.99' }) gross!: string;
  @TextField(CURRENCY) currency!: string;
  @DecimalField({ optional: true, description: 'Per cent; null where it is not known.', example: '23' })
  taxRate: string | null = null;
}

export class MoneyDto {
  @DecimalField({ example: '52.97' }) amount!: string;
  @TextField(CURRENCY) currency!: string;
}

export class TotalsDto {
  @DecimalField({ description: 'Lines, each rounded by itself, plus delivery.', example: '52.97' }) gross!: string;
  @TextField(CURRENCY) currency!: string;
}

export class DeliveryDto {
  @TextField({ description: 'A delivery method that your channel has.', example: 'inpost-locker', longest: 100 })
  method!: string;
  @PartField(() => GrossPriceDto) price!: GrossPriceDto;
}

export class OrderPaymentDto {
  @TextField({ example: 'przelewy24', longest: 100 }) method!: string;
  @WordField(PAYMENT_STATES, { example: 'paid' }) status!: (typeof PAYMENT_STATES)[number];
  @PartField(() => MoneyDto, { description: 'The total; less only when the courier collects the rest.' })
  amount!: MoneyDto;
  @TextField({ optional: true, example: 'P24-1', longest: 200 }) transactionId?: string | null;
  @InstantField({ optional: true }) paidAt?: string | null;
  @FlagField({ description: 'The courier collects the amount.', example: false }) cashOnDelivery!: boolean;
}

export class LineConfigurationDto {
  @TextField({
    description: 'As `POST /api/v1/configurations` answered it.',
    example: 'DESK-4be1c0a92d0f7a35',
    longest: 100,
  })
  id!: string;
  @IsOptional()
  @IsObject({ message: 'This must be an object.' })
  @ApiProperty({ type: 'object', additionalProperties: true, selfRequired: false, description: 'What was chosen.' })
  options?: Record<string, string | number | boolean>;
}

export class OrderLineDto {
  @TextField({ description: 'Unique within the order.', example: '1', longest: 64 }) id!: string;
  @TextField({ example: 'MUG-1', longest: 64 }) sku!: string;
  @TextField({ optional: true, description: 'GTIN; the check digit is checked.', example: '5901234123457' })
  ean?: string | null;
  @TextField({ example: 'Mug', longest: 500 }) name!: string;
  @DecimalField({ description: 'More than zero, at most three decimals.', example: '2' }) quantity!: string;
  @PartField(() => GrossPriceDto) unitPrice!: GrossPriceDto;
  @TextField({ optional: true, longest: 100 }) externalId?: string | null;
  @TextField({ optional: true, longest: 100 }) offerId?: string | null;
  @PartField(() => LineConfigurationDto, { optional: true }) configuration?: LineConfigurationDto | null;
  @AttributesField() attributes?: Record<string, unknown>;
}

/** An order as a shop hands it in. */
export class OrderDto {
  @TextField({ description: "The shop's own number; unique within the channel.", example: '1001', longest: 100 })
  externalId!: string;
  @TextField(CURRENCY) currency!: string;
  @InstantField({ description: 'When the buyer placed it: ISO 8601 with a zone.', example: '2026-11-23T08:15:00Z' })
  placedAt!: string;
  @PartField(() => CustomerDto) customer!: CustomerDto;
  @PartField(() => AddressDto) billingAddress!: AddressDto;
  @PartField(() => AddressDto) shippingAddress!: AddressDto;
  @PartField(() => PickupPointDto, { optional: true }) pickupPoint?: PickupPointDto | null;
  @PartField(() => DeliveryDto) delivery!: DeliveryDto;
  @PartField(() => OrderPaymentDto) payment!: OrderPaymentDto;
  @IsDefined({ message: 'This field is missing.' })
  @IsArray()
  @IsObject({ each: true, message: 'This must be a list of objects.' })
  @ValidateNested({ each: true })
  @Type(() => OrderLineDto)
  @ApiProperty({ type: () => [OrderLineDto], minItems: 1, maxItems: 1_000 })
  lines!: OrderLineDto[];
  @PartField(() => TotalsDto) totals!: TotalsDto;
  @FlagField({ optional: true, description: 'The buyer wants an invoice to a company.' }) invoiceRequested?: boolean;
  @TextField({ optional: true, longest: 4_000 }) note?: string | null;
  @AttributesField() attributes?: Record<string, unknown>;
}
