import type { InpostState, Shipment } from './state';

export type ListQuery = Readonly<Record<string, string | undefined>>;

export interface Page {
  readonly count: number;
  readonly page: number;
  readonly per_page: number;
  readonly items: Shipment[];
}

const PER_PAGE = 25; // the vendor's own default is unconfirmed
const MAX_PER_PAGE = 100;

const words = (list: string): string[] => list.split(',').map((word) => word.trim());

type Filter = (shipment: Shipment, value: string) => boolean;

const FILTERS: Readonly<Record<string, Filter>> = {
  id: (shipment, value) => words(value).includes(String(shipment.id)),
  external_customer_id: (shipment, value) => shipment.external_customer_id?.includes(value) ?? false,
  tracking_number: (shipment, value) => shipment.tracking_number === value,
  tracking_number_cont: (shipment, value) => shipment.tracking_number?.includes(value) ?? false,
  status: (shipment, value) => words(value).includes(shipment.status),
  service: (shipment, value) => words(value).includes(shipment.service),
  receiver_email: (shipment, value) => shipment.receiver.email === value,
  receiver_phone: (shipment, value) => shipment.receiver.phone === value,
  receiver_post_code: (shipment, value) => shipment.receiver.address?.post_code === value,
  sending_method: (shipment, value) => shipment.custom_attributes.sending_method === value,
  created_at_gteq: (shipment, value) => Date.parse(shipment.created_at) >= Date.parse(value),
  created_at_lteq: (shipment, value) => Date.parse(shipment.created_at) <= Date.parse(value),
};

/**
 * Newest first; unknown parameters are ignored. `loose` makes `external_customer_id` match part of the value: how exactly
 * the vendor compares is not documented, and a caller has to compare for itself.
 */
export function filtered(state: InpostState, query: ListQuery, loose: boolean): Page {
  const asked = Object.entries(FILTERS).flatMap(([name, filter]) => {
    const value = query[name];
    return value === undefined || value === '' ? [] : [(shipment: Shipment) => filter(shipment, value)];
  });
  const found = candidates(state, query, loose).filter((shipment) => asked.every((accepts) => accepts(shipment)));
  const direction = query.sort_order === 'asc' ? 1 : -1;
  found.sort((first, second) => direction * (first.id - second.id));
  const page = positive(query.page, 1);
  const perPage = Math.min(positive(query.per_page, PER_PAGE), MAX_PER_PAGE);
  return {
    count: found.length,
    page,
    per_page: perPage,
    items: found.slice((page - 1) * perPage, page * perPage),
  };
}

/** By index where the question allows it: with ten thousand shipments a scan for each look-up would be felt. */
function candidates(state: InpostState, query: ListQuery, loose: boolean): Shipment[] {
  const { external_customer_id: externalId, id, tracking_number: waybill } = query;
  const byId = (ids: readonly (number | string)[]): Shipment[] =>
    ids.flatMap((one) => state.shipments[String(one)] ?? []);
  if (!loose && externalId !== undefined && externalId !== '') return byId(state.byExternalId[externalId] ?? []);
  if (id !== undefined && id !== '') return byId(words(id));
  if (waybill !== undefined && waybill !== '') {
    const found = state.byWaybill[waybill];
    return found === undefined ? [] : byId([found]);
  }
  return Object.values(state.shipments);
}

function positive(value: string | undefined, fallback: number): number {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : fallback;
}
