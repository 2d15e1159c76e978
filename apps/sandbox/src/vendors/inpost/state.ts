import type { World } from '../../world/world';

export interface Money {
  amount: number;
  currency: string;
}

export interface Party {
  company_name: string | null;
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  phone: string | null;
  address: Record<string, string | null> | null;
}

export interface Transaction {
  id: number;
  status: 'initiated' | 'success' | 'failure';
  offer_id: number;
  details: { status: number; error: string; message: string; details: Record<string, never> } | null;
  created_at: string;
  updated_at: string;
}

export interface Offer {
  id: number;
  status: 'available' | 'selected' | 'bought';
  rate: number;
  currency: string;
  expires_at: string;
}

export interface Shipment {
  id: number;
  organization_id: number;
  status: string;
  tracking_number: string | null;
  service: string;
  reference: string | null;
  external_customer_id: string | null;
  comments: string | null;
  receiver: Party;
  parcels: Record<string, unknown>[];
  custom_attributes: Record<string, string>;
  cod: Money | null;
  insurance: Money | null;
  additional_services: string[];
  only_choice_of_offer: boolean;
  offers: Offer[];
  selected_offer: Offer | null;
  transactions: Transaction[];
  history: { status: string; datetime: string }[];
  created_at: string;
  updated_at: string;
}

/** Everything the simulated InPost knows. Records by id, with an index for each way they are asked for. */
export interface InpostState {
  nextShipment: number;
  nextRow: number;
  /** How many of the next purchases fail. */
  failNextPurchases: number;
  shipments: Record<string, Shipment>;
  byExternalId: Record<string, number[]>;
  byReference: Record<string, number[]>;
  byWaybill: Record<string, number>;
}

const FIRST_SHIPMENT = 1_000_001;

export function stateOf(world: World): InpostState {
  return world.collection<InpostState>('inpost', () => ({
    nextShipment: FIRST_SHIPMENT,
    nextRow: 1,
    failNextPurchases: 0,
    shipments: {},
    byExternalId: {},
    byReference: {},
    byWaybill: {},
  }));
}

export function store(state: InpostState, shipment: Shipment): void {
  state.shipments[String(shipment.id)] = shipment;
  index(state.byExternalId, shipment.external_customer_id, shipment.id);
  index(state.byReference, shipment.reference, shipment.id);
}

function index(table: Record<string, number[]>, key: string | null, id: number): void {
  if (key !== null) (table[key] ??= []).push(id);
}

/** Shipments by the printed reference, our external id, the waybill or the id: whatever a person has at hand. */
export function shipmentsNamed(state: InpostState, name: string): Shipment[] {
  const waybill = state.byWaybill[name];
  const ids =
    state.byReference[name] ?? state.byExternalId[name] ?? (waybill === undefined ? [Number(name)] : [waybill]);
  return ids.flatMap((id) => state.shipments[String(id)] ?? []);
}

export const isLocker = (service: string): boolean => service.startsWith('inpost_locker_');

/** 24 digits beginning with 6, unique because the shipment's id is in it; the last is a check digit of our own. */
export function waybillOf(shipmentId: number): string {
  const body = `62${String(shipmentId).padStart(21, '0')}`;
  const sum = Array.from(body).reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
