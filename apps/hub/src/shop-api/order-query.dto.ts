import { ORDER_STATUSES, parseInstant, type OrderStatus } from '@crossdock/canonical';
import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, ValidateBy } from 'class-validator';
import { TIMELINE_LANGUAGES, type TimelineLanguage } from '../orders/timeline-texts';

const DEFAULT_PAGE = 50;
/** Orders are read whole, with their steps. */
const LARGEST_PAGE = 100;
const LONGEST_CURSOR = 200;

// Control characters cannot be stored, so nothing has them; tab and line breaks are text.
const PRINTABLE = /^[^\p{Cc}\p{Cs}]*$/u;
const PRINTABLE_TEXT = /^([^\p{Cc}\p{Cs}]|[\t\n\r])*$/u;
const UNPRINTABLE = { message: 'This text contains control characters.' };

function IsInstant(): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isInstant',
      validator: { validate: (value) => typeof value === 'string' && parseInstant(value) !== null },
    },
    { message: 'This must be a date and time with a zone, such as "2026-11-23T08:15:00Z" ("+" is written "%2B").' },
  );
}

function Moment(description: string): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    IsInstant(),
    ApiPropertyOptional({ description, type: String, format: 'date-time', example: '2026-11-23T00:00:00Z' }),
  );
}

/** `?externalId=&status=&placedFrom=&placedTo=&limit=&cursor=` */
export class OrderQueryDto {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  @Matches(PRINTABLE, UNPRINTABLE)
  @ApiPropertyOptional({ description: "The shop's own order number.", example: '1001' })
  externalId?: string;

  @IsOptional()
  @IsIn([...ORDER_STATUSES])
  @ApiPropertyOptional({ enum: [...ORDER_STATUSES] })
  status?: OrderStatus;

  @Moment('Placed at this moment or later.') placedFrom?: string;
  @Moment('Placed at this moment or earlier.') placedTo?: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LARGEST_PAGE)
  @ApiPropertyOptional({ description: 'Orders per page.', minimum: 1, maximum: LARGEST_PAGE, default: DEFAULT_PAGE })
  limit: number = DEFAULT_PAGE;

  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CURSOR)
  @ApiPropertyOptional({ description: '`nextCursor` of the page before, unread and unchanged.' })
  cursor?: string;
}

/** `?lang=` */
export class TimelineQueryDto {
  @IsOptional()
  @IsIn([...TIMELINE_LANGUAGES])
  @ApiPropertyOptional({ description: 'Otherwise Accept-Language decides.', enum: [...TIMELINE_LANGUAGES] })
  lang?: TimelineLanguage;
}

export class CancelDto {
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @Matches(PRINTABLE_TEXT, UNPRINTABLE)
  @ApiPropertyOptional({ description: 'Why, for people.', example: 'The buyer changed their mind.', maxLength: 500 })
  reason?: string | null;
}
