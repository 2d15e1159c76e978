import { randomUUID } from 'node:crypto';
import type { World } from '../../world/world';
import { listOr, objectOr, textOr, type Json } from './answers';
import { touch } from './routes-orders';
import { addEvent, entry, setAvailable, stateOf, type LineItem, type OrderForm, type Price } from './state';

interface Method {
  readonly id: string;
  readonly name: string;
  readonly cost: string;
  readonly point: boolean;
}

// Ids and names as the vendor published them (allegro/allegro-api issues 12665 and 12373); prices are invented.
const METHODS: Readonly<Record<string, Method>> = {
  locker: { id: '2488f7b7-5d1c-4d65-b85c-4cbcf253fd93', name: 'Allegro Paczkomaty InPost', cost: '9.99', point: true },
  courier: { id: '5d9c7838-e05f-4dec-afdd-58e884170ba7', name: 'Allegro Kurier24 InPost', cost: '12.99', point: false },
  'courier-cod': {
    id: '85c3ad2f-4ec1-446c-866e-63473ed10e26',
    name: 'Allegro Kurier24 InPost pobranie',
    cost: '17.99',
    point: false,
  },
  dpd: { id: '03f26351-f683-4db2-8895-f2c599280e3c', name: 'Allegro Kurier DPD', cost: '13.49', point: false },
};

const BUYERS = [
  {
    firstName: 'Żaneta',
    lastName: 'Gęślą-Jaźń',
    login: 'zaneta_gesla',
    street: 'Źródlana 17/4',
    city: 'Łódź',
    code: '90-743',
  },
  {
    firstName: 'Łukasz',
    lastName: 'Święcicki',
    login: 'lukasz_sw',
    street: 'Święty Marcin 12',
    city: 'Poznań',
    code: '61-806',
  },
  {
    firstName: 'Małgorzata',
    lastName: 'Dąbrowska',
    login: 'gosia_d',
    street: 'Długa 3 m. 8',
    city: 'Kraków',
    code: '31-154',
  },
] as const;

type Buyer = (typeof BUYERS)[number];

/**
 * A buyer places an order. Options: `externalId`, `method` (`locker`, `courier`, `dpd`, or `{id, name}`), `cod`, `invoice`,
 * `lines` (`[{sku, quantity}]`), `message`, `status` (default READY_FOR_PROCESSING), `cancel`.
 */
export function placeOrder(world: World, options: Json): OrderForm {
  const state = stateOf(world);
  const now = world.now().toISOString();
  const cod = options.cod === true;
  const method = methodOf(options.method, cod);
  const lines = linesOf(world, options, now);
  const buyer = BUYERS[Object.keys(state.forms).length % BUYERS.length] ?? BUYERS[0];
  const total = totalOf(lines, method.cost);
  const status = textOr(options.status, 'READY_FOR_PROCESSING');
  const filled = status !== 'BOUGHT';
  const form: OrderForm = {
    id: textOr(options.externalId, randomUUID()),
    status,
    revision: '',
    createdAt: now,
    updatedAt: now,
    fulfillmentStatus: 'NEW',
    buyer: buyerOf(buyer),
    delivery: filled ? deliveryOf(buyer, method) : null,
    payment: filled ? paymentOf(cod, status === 'READY_FOR_PROCESSING', total, now) : null,
    invoice: invoiceOf(options.invoice === true),
    message: textOr(options.message, 'Proszę zapakować na prezent, dziękuję!'),
    lines,
    total,
    shipments: [],
  };
  if (entry(state.forms, form.id) !== null) throw Object.assign(new Error(`${form.id} exists`), { statusCode: 400 });
  touch(world, form);
  state.forms[form.id] = form;
  announce(world, form);
  if (options.cancel === true) cancelOrder(world, form, 'BUYER_CANCELLED');
  return form;
}

/** A form goes through the states of the buyer, and each of them is an event. */
function announce(world: World, form: OrderForm): void {
  addEvent(world, 'BOUGHT', form);
  if (form.status === 'BOUGHT') return;
  addEvent(world, 'FILLED_IN', form);
  if (form.status !== 'FILLED_IN') addEvent(world, 'READY_FOR_PROCESSING', form);
}

export function cancelOrder(world: World, form: OrderForm, event: 'BUYER_CANCELLED' | 'AUTO_CANCELLED'): void {
  form.status = 'CANCELLED';
  form.fulfillmentStatus = 'CANCELLED';
  touch(world, form);
  addEvent(world, event, form);
}

/** The buyer pays, or chose to pay on delivery: the order can be worked on. */
export function completeOrder(world: World, form: OrderForm): void {
  const now = world.now().toISOString();
  const buyer = BUYERS[0];
  form.delivery ??= deliveryOf(buyer, methodOf(undefined, false));
  form.status = 'READY_FOR_PROCESSING';
  form.payment = paymentOf(objectOr(form.payment).type === 'CASH_ON_DELIVERY', true, form.total, now);
  touch(world, form);
  addEvent(world, 'READY_FOR_PROCESSING', form);
}

function methodOf(given: unknown, cod: boolean): Method {
  if (typeof given === 'object' && given !== null) {
    const { id, name } = objectOr(given);
    return { id: textOr(id, randomUUID()), name: textOr(name, 'Inna metoda'), cost: '15.00', point: false };
  }
  const word = textOr(given, cod ? 'courier' : 'locker');
  const method = METHODS[cod && word === 'courier' ? 'courier-cod' : word];
  if (method !== undefined) return method;
  throw Object.assign(new Error(`method: ${Object.keys(METHODS).join(', ')} or {id, name}`), { statusCode: 400 });
}

function linesOf(world: World, options: Json, boughtAt: string): LineItem[] {
  const wanted = listOr(options.lines).map(objectOr);
  const lines = wanted.length > 0 ? wanted : [{ sku: 'MUG-1', quantity: 2 }];
  return lines.map(({ sku, quantity }) => {
    const { offers, offersByExternal } = stateOf(world);
    const offer = entry(offers, entry(offersByExternal, textOr(sku, ''))?.[0] ?? '');
    if (offer === null) throw Object.assign(new Error(`no offer for ${textOr(sku, '')}`), { statusCode: 400 });
    const pieces = typeof quantity === 'number' ? quantity : 1;
    offer.sold += pieces;
    setAvailable(offer, offer.available - pieces);
    const { id: offerId, name, external, price } = offer;
    return { id: randomUUID(), offerId, name, external, quantity: pieces, price, taxRate: '23.00', boughtAt };
  });
}

const grosze = (amount: string): number => Math.round(Number(amount) * 100);

function totalOf(lines: readonly LineItem[], cost: string): Price {
  const sum = lines.reduce((total, { price, quantity }) => total + grosze(price.amount) * quantity, grosze(cost));
  return { amount: (sum / 100).toFixed(2), currency: 'PLN' };
}

function buyerOf({ firstName, lastName, login, street, city, code }: Buyer): Json {
  return {
    id: String(70_000_000 + login.length * 1_234_567),
    email: `${login.replace('_', '')}+1a2b3c4d5@allegromail.pl`,
    login,
    firstName,
    lastName,
    companyName: null,
    guest: false,
    personalIdentity: null,
    phoneNumber: '+48500600700',
    preferences: { language: 'pl-PL' },
    address: { street, city, postCode: code, countryCode: 'PL' },
  };
}

function deliveryOf({ firstName, lastName, street, city, code }: Buyer, { id, name, cost, point }: Method): Json {
  const address = { firstName, lastName, street, city, zipCode: code, countryCode: 'PL', companyName: null };
  return {
    address: { ...address, phoneNumber: '+48500600700', modifiedAt: null },
    method: { id, name },
    pickupPoint: point ? POINT : null,
    cost: { amount: cost, currency: 'PLN' },
    time: null,
    smart: false,
    cancellation: null,
    calculatedNumberOfPackages: 1,
  };
}

const POINT = {
  id: 'WAW01A',
  name: 'Paczkomat WAW01A',
  description: 'Przy wejściu do sklepu',
  address: { street: 'Prosta 51', zipCode: '00-838', city: 'Warszawa', countryCode: 'PL' },
};

/** Cash on delivery counts as finished, but nothing is paid. */
function paymentOf(cod: boolean, finished: boolean, total: Price, now: string): Json {
  return {
    id: randomUUID(),
    type: cod ? 'CASH_ON_DELIVERY' : 'ONLINE',
    provider: cod ? 'OFFLINE' : 'AF',
    finishedAt: finished ? now : null,
    paidAmount: finished && !cod ? total : null,
    reconciliation: null,
    features: [],
  };
}

function invoiceOf(required: boolean): Json {
  if (!required) return { required, address: null, dueDate: null };
  const company = {
    name: 'Żółw i Spółka sp. z o.o.',
    ids: [{ type: 'PL_NIP', value: '5260001246' }],
    vatPayerStatus: 'ACTIVE',
    taxId: '5260001246',
  };
  const address = { street: 'Prosta 51', city: 'Warszawa', zipCode: '00-838', countryCode: 'PL', company };
  return { required, address: { ...address, naturalPerson: null }, dueDate: null };
}
