import { ApiProperty } from '@nestjs/swagger';
import { PRICE_RULE_TYPES, type PriceRule } from '../../decisions/price/price-kind';

const MONEY = { type: String, format: 'decimal' };
const MAYBE = { ...MONEY, nullable: true };

export class AppliedRuleAnswer {
  @ApiProperty({ type: String, example: 'volume-10' }) code!: string;
  @ApiProperty({ type: String, example: 'From 10 pieces on' }) label!: string;
  @ApiProperty({ enum: [...PRICE_RULE_TYPES] }) type!: PriceRule['type'];
  @ApiProperty({ ...MONEY, example: '10' }) value!: string;
  @ApiProperty({ ...MONEY, description: 'Change of the unit price; for `free-units` of the line.', example: '-2.00' })
  effect!: string;
}

export class QuotedLineAnswer {
  @ApiProperty({ type: String, example: '1' }) id!: string;
  @ApiProperty({ type: String, example: 'MUG-1' }) sku!: string;
  @ApiProperty({ ...MONEY, example: '12' }) quantity!: string;
  @ApiProperty({ ...MONEY, description: 'Gross, before the rules.', example: '19.99' }) listPrice!: string;
  @ApiProperty({ ...MONEY, description: 'Gross, after the rules, rounded.', example: '17.99' }) unitPrice!: string;
  @ApiProperty({ ...MONEY, description: 'Part of the quantity that costs nothing.', example: '0' })
  freeQuantity!: string;
  @ApiProperty({ type: () => [AppliedRuleAnswer] }) rules!: readonly AppliedRuleAnswer[];
  @ApiProperty({ ...MAYBE, example: '23' }) taxRate!: string | null;
  @ApiProperty({ ...MONEY, example: '215.88' }) gross!: string;
  @ApiProperty({ ...MAYBE, example: '175.51' }) net!: string | null;
  @ApiProperty({ ...MAYBE, example: '40.37' }) tax!: string | null;
}

export class TaxTotalAnswer {
  @ApiProperty({ ...MONEY, example: '23' }) rate!: string;
  @ApiProperty(MONEY) net!: string;
  @ApiProperty(MONEY) tax!: string;
  @ApiProperty(MONEY) gross!: string;
}

export class QuoteTotalsAnswer {
  @ApiProperty(MONEY) gross!: string;
  @ApiProperty({ ...MAYBE, description: 'Null when the tax rate of a line is not known.' }) net!: string | null;
  @ApiProperty(MAYBE) tax!: string | null;
  @ApiProperty({ type: () => [TaxTotalAnswer] }) taxes!: readonly TaxTotalAnswer[];
}

export class DecisionAnswer {
  @ApiProperty({ type: String, example: 'price' }) id!: string;
  @ApiProperty({ type: Number, example: 3 }) version!: number;
  @ApiProperty({ type: String, format: 'uuid', description: 'Under this the panel shows why.' }) traceId!: string;
}

export class QuoteAnswer {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, example: 'PLN' }) currency!: string;
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
  @ApiProperty({ type: () => [QuotedLineAnswer] }) lines!: readonly QuotedLineAnswer[];
  @ApiProperty({ type: () => QuoteTotalsAnswer }) totals!: QuoteTotalsAnswer;
  @ApiProperty({ type: () => DecisionAnswer }) decision!: DecisionAnswer;
}
