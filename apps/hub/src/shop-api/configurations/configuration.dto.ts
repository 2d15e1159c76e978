import { ApiProperty } from '@nestjs/swagger';
import { IsDefined, IsObject } from 'class-validator';
import { DecimalField, TextField } from '../order-document/fields';

/** A configured product that price and lead time are asked for. */
export class ConfigurationDto {
  @TextField({ description: 'SKU of the model.', example: 'DESK', longest: 64 }) product!: string;
  @TextField({ description: 'ISO 4217', example: 'PLN' }) currency!: string;
  @DecimalField({ optional: true, description: 'One when it is left out.', example: '1' }) quantity?: string | null;
  @IsDefined({ message: 'This field is missing.' })
  @IsObject({ message: 'This must be an object.' })
  @ApiProperty({
    type: 'object',
    selfRequired: true,
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] },
    description: 'What was chosen, by name: text, numbers (measures, counts), true or false. At most 60.',
    example: { width: 140, depth: 70, material: 'oak', drawers: true },
  })
  options!: Record<string, unknown>;
}
