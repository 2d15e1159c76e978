import type { World } from '../../world/world';

export interface Price {
  readonly amount: string;
  readonly currency: string;
}

export type OfferStatus = 'INACTIVE' | 'ACTIVATING' | 'ACTIVE' | 'ENDED';

export interface Offer {
  id: string;
  name: string;
  external: string | null;
  available: number;
  sold: number;
  price: Price;
  status: OfferStatus;
  endedBy: 'USER' | 'EMPTY_STOCK' | null;
  gtin: string | null;
  /** An edit that Allegro has accepted and not finished; further edits are refused until it is. */
  editing: boolean;
  createdAt: string;
}

export interface LineItem {
  readonly id: string;
  readonly offerId: string;
  readonly name: string;
  readonly external: string | null;
  readonly quantity: number;
  readonly price: Price;
  readonly taxRate: string | null;
  readonly boughtAt: string;
}

export interface Shipment {
  readonly id: string;
  readonly waybill: string;
  readonly carrierId: string;
  readonly carrierName?: string;
  readonly lineItems: readonly { readonly id: string }[];
  readonly createdAt: string;
}

export interface OrderForm {
  id: string;
  status: string;
  revision: string;
  updatedAt: string;
  createdAt: string;
  fulfillmentStatus: string;
  buyer: Record<string, unknown>;
  delivery: Record<string, unknown> | null;
  payment: Record<string, unknown> | null;
  invoice: Record<string, unknown>;
  message: string | null;
  lines: LineItem[];
  total: Price;
  shipments: Shipment[];
}

export interface OrderEvent {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly orderId: string;
  readonly revision: string;
}

export interface Task {
  readonly offerId: string;
  readonly field: string;
  status: 'NEW' | 'SUCCESS' | 'FAIL';
  message: string | null;
  errors: ApiError[];
  readonly scheduledAt: string;
  finishedAt: string | null;
}

export interface ApiError {
  readonly code: string;
  readonly message: string;
  readonly details: string | null;
  readonly path: string | null;
  readonly userMessage: string;
}

export type CommandKind = 'quantity' | 'price' | 'publication';

export interface Command {
  readonly id: string;
  readonly kind: CommandKind;
  readonly change: Record<string, unknown>;
  readonly tasks: Task[];
  readonly createdAt: string;
  completedAt: string | null;
}

export interface RefreshToken {
  /** Epoch milliseconds of the first use; null while it is unused. */
  usedAt: number | null;
  /** What the first use brought; repeated during the grace. */
  answer: Record<string, unknown> | null;
  /** Access token that came with it: it dies with its use. */
  readonly access: string | null;
}

/** Everything the simulated Allegro knows. Records by id, with an index for each way they are asked for. */
export interface AllegroState {
  nextSerial: number;
  lastEventId: number;
  forms: Record<string, OrderForm>;
  /** Ascending by id. */
  events: OrderEvent[];
  offers: Record<string, Offer>;
  offersByExternal: Record<string, string[]>;
  commands: Record<string, Command>;
  waybillUses: Record<string, number>;
  /** Access token to its end, epoch milliseconds. */
  accessTokens: Record<string, number>;
  refreshTokens: Record<string, RefreshToken>;
  /** Calls of the running minute. */
  traffic: { minute: number; calls: number; blockedUntil: number };
}

const FIRST_SERIAL = 15_401_091_914; // offer ids of the field have eleven digits

export function stateOf(world: World): AllegroState {
  const known = world.state.allegro !== undefined;
  const state = world.collection<AllegroState>('allegro', () => ({
    nextSerial: FIRST_SERIAL,
    lastEventId: 0,
    forms: {},
    events: [],
    offers: {},
    offersByExternal: {},
    commands: {},
    waybillUses: {},
    accessTokens: {},
    refreshTokens: {},
    traffic: { minute: 0, calls: 0, blockedUntil: 0 },
  }));
  if (!known) seedOffers(world, state);
  return state;
}

const pln = (amount: string): Price => ({ amount, currency: 'PLN' });

function seedOffers(world: World, state: AllegroState): void {
  const seeds: [string, string, string, number, string][] = [
    ['MUG-1', 'Kubek ceramiczny „Żółw” 330 ml', '19.99', 120, '5901234123457'],
    ['TEA-100', 'Herbata liściasta Earl Grey 100 g', '24.50', 80, '5905555000017'],
    ['POSTER-A2', 'Plakat „Gdańsk o świcie” format A2', '39.00', 40, '5905555000024'],
  ];
  for (const [external, name, amount, available, gtin] of seeds) {
    addOffer(world, state, { external, name, price: pln(amount), available, gtin, status: 'ACTIVE' });
  }
}

export function addOffer(
  world: World,
  state: AllegroState,
  fields: Pick<Offer, 'external' | 'name' | 'price' | 'available' | 'gtin' | 'status'>,
): Offer {
  const id = String(state.nextSerial++);
  const createdAt = world.now().toISOString();
  const offer: Offer = { id, sold: 0, endedBy: null, editing: false, createdAt, ...fields };
  state.offers[id] = offer;
  if (offer.external !== null) (state.offersByExternal[offer.external] ??= []).push(id);
  return offer;
}

/** The entry of a table that has this key itself; names such as `constructor` are no keys. */
export function entry<T>(table: Record<string, T>, key: string): T | null {
  return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
}

/** Event ids are numbers that grow with time. */
export function addEvent(world: World, type: string, form: OrderForm): OrderEvent {
  const state = stateOf(world);
  const now = world.now();
  state.lastEventId = Math.max(state.lastEventId + 1, now.getTime() * 1000);
  const event: OrderEvent = {
    id: String(state.lastEventId),
    type,
    occurredAt: now.toISOString(),
    orderId: form.id,
    revision: form.revision,
  };
  state.events.push(event);
  return event;
}

/** Place of the first event after the id, by bisection. */
export function firstAfter(events: readonly OrderEvent[], from: string): number {
  const wanted = Number(from);
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (Number(events[middle]?.id ?? 0) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Takes pieces off an offer; an offer without stock ends. */
export function setAvailable(offer: Offer, available: number): void {
  offer.available = Math.max(0, available);
  if (offer.available > 0 || (offer.status !== 'ACTIVE' && offer.status !== 'ACTIVATING')) return;
  offer.status = 'ENDED';
  offer.endedBy = 'EMPTY_STOCK';
}
