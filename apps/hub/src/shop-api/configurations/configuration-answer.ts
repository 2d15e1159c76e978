import { ApiProperty } from '@nestjs/swagger';
import { DecisionAnswer } from '../quotes/quote-answers';

const MONEY = { type: String, format: 'decimal' };
const MAYBE = { ...MONEY, nullable: true };

export class PricePartAnswer {
  @ApiProperty({ type: String, example: 'oak' }) code!: string;
  @ApiProperty({ type: String, example: 'Oak, per square metre' }) label!: string;
  @ApiProperty({ ...MONEY, example: '490.00' }) amount!: string;
}

export class ConfiguredPriceAnswer {
  @ApiProperty({ ...MONEY, description: 'Gross, of one.', example: '1490.00' }) unitPrice!: string;
  @ApiProperty({ ...MAYBE, description: 'Per cent; null where it is not known.', example: '23' }) taxRate!:
    string | null;
  @ApiProperty({ ...MONEY, description: 'Of the quantity.' }) gross!: string;
  @ApiProperty(MAYBE) net!: string | null;
  @ApiProperty(MAYBE) tax!: string | null;
  @ApiProperty({ type: () => [PricePartAnswer] }) parts!: readonly PricePartAnswer[];
}

export class ConfigurationAnswer {
  @ApiProperty({
    type: String,
    description: 'The same for the same choice. Send it with the order line as `configuration.id`.',
    example: 'DESK-4be1c0a92d0f7a35',
  })
  id!: string;
  @ApiProperty({ type: String, example: 'DESK' }) product!: string;
  @ApiProperty({ type: String, example: 'Desk to measure' }) label!: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Normalised.' })
  options!: Readonly<Record<string, string | number | boolean>>;
  @ApiProperty({ ...MONEY, example: '1' }) quantity!: string;
  @ApiProperty({ type: String, example: 'PLN' }) currency!: string;
  @ApiProperty({ type: () => ConfiguredPriceAnswer }) price!: ConfiguredPriceAnswer;
  @ApiProperty({ type: Number, description: 'Days.', example: 21 }) leadTimeDays!: number;
  @ApiProperty({ type: () => DecisionAnswer }) decision!: DecisionAnswer;
}
