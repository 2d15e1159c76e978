import { randomUUID } from 'node:crypto';
import type { World } from '../../world/world';
import { insert, newTable, type Row, type Table } from './tables';
import type { Json } from './answers';

export interface LedgerEntry extends Json {
  entryNo: number;
  itemNo: string;
  locationCode: string;
  quantity: number;
  remainingQuantity: number;
  open: boolean;
}

/** Everything the simulated Business Central knows. */
export interface BcState {
  customers: Table;
  items: Table;
  orders: Table;
  orderLines: Table;
  invoices: Table;
  shipments: Table;
  payments: Table;
  subscriptions: Table;
  /** Entry `n` stands at place `n - 1`. */
  ledger: LedgerEntry[];
  /** Numbers of open entries by item and location, oldest first. */
  openEntries: Record<string, number[]>;
  /** Numbers of all entries by item. */
  entriesByItem: Record<string, number[]>;
  series: Record<string, number>;
  /** Access token to its end, epoch milliseconds. */
  tokens: Record<string, number>;
  /** Calls by second of the clock, for the sliding window. */
  traffic: Record<string, number>;
  jobQueueArmed: boolean;
  notified: Record<string, string[]>;
}

/** Ids of what every company has from the start; they stay the same through a reset. */
export const COMPANY = { id: 'f64eba74-dacd-4854-a584-1834f68cfc3a', name: 'CRONUS PL' };
export const PAYMENT_JOURNAL = { id: '2c1e5a33-7a5b-4f0c-9b0e-6c8f0d1b7e42', code: 'HUB' };
export const LOCATIONS = [
  { id: '7b2a4c10-58a5-4c0e-8f5c-0d1c7a9e1f01', code: 'MAIN', displayName: 'Magazyn główny' },
  { id: '7b2a4c10-58a5-4c0e-8f5c-0d1c7a9e1f02', code: 'OUTLET', displayName: 'Magazyn Łódź' },
];
export const ACCOUNTS: Readonly<Record<string, string>> = { '6410': 'Transport', '8170': 'Zaokrąglenia' };
/** VAT product posting groups of the demo company, per cent. */
export const TAX_CODES: Readonly<Record<string, number>> = { VAT23: 23, VAT8: 8, VAT5: 5, VAT0: 0 };
export const LOCAL_CURRENCY = 'PLN';
export const CURRENCIES = new Set(['PLN', 'EUR', 'USD', 'GBP', 'CZK']);
export const NO_ID = '00000000-0000-0000-0000-000000000000';

export function stateOf(world: World): BcState {
  const known = world.state.bc !== undefined;
  const state = world.collection<BcState>('bc', () => ({
    customers: newTable('number', 'email'),
    items: newTable('number'),
    orders: newTable('externalDocumentNumber', 'number'),
    orderLines: newTable('documentId'),
    invoices: newTable('externalDocumentNumber', 'orderNumber', 'orderId', 'number'),
    shipments: newTable('externalDocumentNumber', 'orderNumber'),
    payments: newTable('externalDocumentNumber', 'journalId'),
    subscriptions: newTable(),
    ledger: [],
    openEntries: {},
    entriesByItem: {},
    series: {},
    tokens: {},
    traffic: {},
    jobQueueArmed: false,
    notified: {},
  }));
  if (!known) seed(world, state);
  return state;
}

export function newRow(world: World, fields: Json): Row {
  return { id: randomUUID(), ...fields, version: 1, lastModifiedDateTime: world.now().toISOString() };
}

/** Next number of a series, for example `S-ORD101001`. */
export function nextNumber(state: BcState, prefix: string, first: number): string {
  const number = state.series[prefix] ?? first;
  state.series[prefix] = number + 1;
  return `${prefix}${number}`;
}

export const day = (world: World): string => world.now().toISOString().slice(0, 10);

function seed(world: World, state: BcState): void {
  for (const [number, displayName, unitPrice] of SEED_ITEMS) addItem(world, state, { number, displayName, unitPrice });
  insert(state.customers, newRow(world, { ...EMPTY_CUSTOMER, number: 'WEB', displayName: 'Klient detaliczny' }));
  addItem(world, state, { number: 'DOSTAWA', displayName: 'Koszt dostawy', unitPrice: 0, type: 'Service' });
}

/** Fields of a customer that nobody has given. */
export const EMPTY_CUSTOMER = {
  type: 'Person',
  addressLine1: '',
  addressLine2: '',
  city: '',
  state: '',
  country: '',
  postalCode: '',
  phoneNumber: '',
  email: '',
  taxRegistrationNumber: '',
  currencyCode: 'PLN',
  blocked: ' ',
};

const SEED_ITEMS: readonly [string, string, number][] = [
  ['MUG-1', 'Kubek ceramiczny „Żółw” 330 ml', 19.99],
  ['TEA-100', 'Herbata liściasta Earl Grey 100 g', 24.5],
  ['POSTER-A2', 'Plakat „Gdańsk o świcie” format A2', 39],
];

export interface NewItem {
  readonly number: string;
  readonly displayName: string;
  readonly unitPrice: number;
  readonly type?: string;
  readonly stock?: number;
}

const FIRST_STOCK = 100_000;

export function addItem(world: World, state: BcState, { number, displayName, unitPrice, type, stock }: NewItem): Row {
  const row = newRow(world, {
    number,
    displayName,
    type: type ?? 'Inventory',
    itemCategoryCode: '',
    blocked: false,
    gtin: '',
    unitPrice,
    priceIncludesTax: true,
    unitCost: 0,
    taxGroupCode: 'VAT23',
    baseUnitOfMeasureCode: 'SZT',
    inventory: 0,
  });
  insert(state.items, row);
  if (row.type === 'Inventory') {
    moveStock(world, state, {
      item: row,
      locationCode: 'MAIN',
      quantity: stock ?? FIRST_STOCK,
      entryType: 'Positive_x0020_Adjmt_x002E_',
    });
  }
  return row;
}

export interface Movement {
  readonly item: Row;
  readonly locationCode: string;
  readonly quantity: number;
  readonly entryType: string;
  readonly documentNo?: string;
}

/** One ledger entry; it is applied to open entries of the other sign, the oldest first, as FIFO costing does. */
export function moveStock(world: World, state: BcState, movement: Movement): LedgerEntry {
  const { item, locationCode, quantity } = movement;
  const itemNo = String(item.number);
  const entry: LedgerEntry = {
    entryNo: state.ledger.length + 1,
    itemNo,
    locationCode,
    quantity,
    remainingQuantity: quantity,
    open: quantity !== 0,
    entryType: movement.entryType,
    documentNo: movement.documentNo ?? '',
    postingDate: day(world),
    unitOfMeasureCode: 'SZT',
    lotNo: '',
    serialNo: '',
  };
  state.ledger.push(entry);
  const open = (state.openEntries[`${itemNo}|${locationCode}`] ??= []);
  while (entry.remainingQuantity !== 0) {
    const oldest = state.ledger[(open[0] ?? 0) - 1];
    if (oldest === undefined || Math.sign(oldest.remainingQuantity) === Math.sign(entry.remainingQuantity)) break;
    applyTo(oldest, entry);
    if (!oldest.open) open.shift();
  }
  if (entry.open) open.push(entry.entryNo);
  (state.entriesByItem[itemNo] ??= []).push(entry.entryNo);
  item.inventory = Number(item.inventory) + quantity;
  return entry;
}

function applyTo(oldest: LedgerEntry, entry: LedgerEntry): void {
  const part = Math.min(Math.abs(oldest.remainingQuantity), Math.abs(entry.remainingQuantity));
  for (const one of [oldest, entry]) {
    one.remainingQuantity -= Math.sign(one.remainingQuantity) * part;
    one.open = one.remainingQuantity !== 0;
  }
}
