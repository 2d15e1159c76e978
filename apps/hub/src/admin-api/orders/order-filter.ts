import { ORDER_STATUSES } from '@crossdock/canonical';
import { z } from 'zod';
import { searchedPhone, searchedText, type OrderKeyKind } from '../../orders/order-keys';
import { MOST_ROWS } from '../list/list-query';
import { SqlFilter } from '../list/sql-filter';

const moment = z.iso.datetime({ offset: true });

/** What orders can be filtered by, in lists, exports and saved filters. */
export const orderFilter = z.strictObject({
  /** Number of the channel, our reference, e-mail, waybill or number in another system, or how one begins; phone; SKU. */
  q: z.string().trim().max(100).optional(),
  status: z.enum(ORDER_STATUSES).optional(),
  channel: z.string().max(100).optional(),
  attention: z.boolean().optional(),
  /** First moment of arrival, and the moment after the last one. */
  receivedFrom: moment.optional(),
  receivedTo: moment.optional(),
});
export type OrderFilter = z.output<typeof orderFilter>;

/** Shorter texts are compared whole: too many numbers begin with them. */
const SHORTEST_BEGINNING = 3;
/** As many hits of each kind are looked at. */
const MOST_HITS = 1_000;
/** Of a product that is bought often: one more than a list shows, so that the list says that there are more. */
const MOST_OF_A_PRODUCT = MOST_ROWS + 1;
/** Digits that tell phones apart; more would be the code of a country. */
const PHONE_DIGITS = 9;

/** The filter as conditions on `orders o`. */
export function orderConditions(filter: OrderFilter): SqlFilter {
  const { q, status, channel, attention, receivedFrom, receivedTo } = filter;
  const conditions = new SqlFilter()
    .and('o.status = ?', status)
    .and('o.channel = ?', channel)
    .and(attention === true ? 'o.attention and ?' : 'o.attention = ?', attention)
    .and('o.received_at >= ?::timestamptz', receivedFrom)
    .and('o.received_at < ?::timestamptz', receivedTo);
  if (q === undefined || q === '') return conditions;
  return conditions.and(FOUND, JSON.stringify(searched(q)));
}

interface Searched {
  readonly whole: string;
  /** Numbers, references, addresses and documents from here on, up to there without it. */
  readonly from: string;
  readonly to: string;
  /** The same of the phone; null when the text is no phone. */
  readonly phoneFrom: string | null;
  readonly phoneTo: string | null;
}

// Behind every text that begins alike, and right behind the text itself, in the order of bytes.
const LAST = '\u{10ffff}';
const NEXT = '\u0001';

function searched(q: string): Searched {
  const whole = searchedText(q);
  const phone = /^[\d\s()+./-]+$/.test(whole) ? (searchedPhone(whole)?.slice(0, PHONE_DIGITS) ?? null) : null;
  return {
    whole,
    from: whole,
    to: whole + (whole.length < SHORTEST_BEGINNING ? NEXT : LAST),
    phoneFrom: phone,
    phoneTo: phone === null ? null : phone + LAST,
  };
}

const word = (name: keyof Searched): string => `(?::jsonb->>'${name}')`;
const between = (kind: OrderKeyKind, from: keyof Searched, to: keyof Searched): string =>
  `(select k.order_id from order_key k where k.kind = '${kind}' and k.value >= ${word(from)} and k.value < ${word(to)}
    limit ${MOST_HITS})`;

// Each arm reads a range of the one index; ids rise with time, so the newest of a product come first.
const FOUND = `o.id in (
    ${between('number', 'from', 'to')} union ${between('reference', 'from', 'to')}
    union ${between('email', 'from', 'to')} union ${between('document', 'from', 'to')}
    union ${between('phone', 'phoneFrom', 'phoneTo')}
    union (select k.order_id from order_key k where k.kind = 'sku' and k.value = ${word('whole')}
      order by k.order_id desc limit ${MOST_OF_A_PRODUCT}))`;
