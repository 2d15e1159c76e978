import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsDefined, IsIn, IsObject, IsOptional, IsString, ValidateNested } from 'class-validator';

// A field of a body is its rule and its documentation at once. Lengths, decimals, check digits and sums are rules of the
// canonical order: here only the shape is decided, so that a wrong type is 400 and a wrong value 422.

interface FieldOptions {
  readonly description?: string;
  readonly example?: unknown;
  /** May be left out or null. */
  readonly optional?: boolean;
  /** Longest allowed, for the documentation. */
  readonly longest?: number;
}

interface Documented {
  readonly required: boolean;
  readonly nullable: boolean;
  readonly description?: string;
  readonly example?: unknown;
}

type Field = PropertyDecorator;

export function TextField({ longest, ...options }: FieldOptions = {}): Field {
  return applyDecorators(
    required(options),
    IsString(),
    ApiProperty({ ...documented(options), type: String, ...(longest === undefined ? {} : { maxLength: longest }) }),
  );
}

/** A decimal number as text, such as `"12.99"`. */
export function DecimalField(options: FieldOptions = {}): Field {
  return applyDecorators(
    required(options),
    IsString({ message: 'This must be a decimal number as text, such as "12.99", in quotes.' }),
    ApiProperty({ ...documented(options), type: String, format: 'decimal' }),
  );
}

export function InstantField(options: FieldOptions = {}): Field {
  return applyDecorators(
    required(options),
    IsString(),
    ApiProperty({ ...documented(options), type: String, format: 'date-time' }),
  );
}

export function WordField(words: readonly string[], options: FieldOptions = {}): Field {
  return applyDecorators(
    required(options),
    IsIn([...words]),
    ApiProperty({ ...documented(options), type: String, enum: [...words] }),
  );
}

export function FlagField(options: FieldOptions = {}): Field {
  return applyDecorators(required(options), IsBoolean(), ApiProperty({ ...documented(options), type: Boolean }));
}

/** Anything the shop wants to keep with it; limited in size and depth by `checkDocument`. */
export function AttributesField(): Field {
  const description = 'Your own values, kept with the order: at most 8 KiB of JSON and 5 levels.';
  return applyDecorators(
    IsOptional(),
    IsObject({ message: 'This must be an object.' }),
    ApiProperty({ description, type: 'object', additionalProperties: true, selfRequired: false, nullable: true }),
  );
}

export function PartField(type: () => new () => object, options: FieldOptions = {}): Field {
  return applyDecorators(
    required(options),
    IsObject({ message: 'This must be an object.' }),
    ValidateNested(),
    Type(type),
    // The name of this very function, `type`, tells Nest that the class is to be asked for later.
    ApiProperty({ ...documented(options), type: () => type() }),
  );
}

function required({ optional = false }: FieldOptions): Field {
  return optional ? IsOptional() : IsDefined({ message: 'This field is missing.' });
}

function documented({ description, example, optional = false }: FieldOptions): Documented {
  return {
    required: !optional,
    nullable: optional,
    ...(description === undefined ? {} : { description }),
    ...(example === undefined ? {} : { example }),
  };
}
