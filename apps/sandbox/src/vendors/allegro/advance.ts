import type { World } from '../../world/world';
import { objectOr, textOr, type Json } from './answers';
import { cancelOrder, completeOrder, placeOrder } from './place-order';
import { setSellerStatus, touch } from './routes-orders';
import { addEvent, addOffer, entry, stateOf, type Offer, type OrderForm } from './state';

type Action = (world: World, body: Json) => unknown;

const ACTIONS: Readonly<Record<string, Action>> = {
  'place-order': (world, body) => {
    const forms = Array.from({ length: Number(body.count ?? 1) }, () => placeOrder(world, body));
    const [first] = forms;
    return first === undefined
      ? null
      : { ...summary(first), ...(forms.length > 1 ? { ids: forms.map(({ id }) => id) } : {}) };
  },
  complete: change(completeOrder),
  cancel: change((world, form) => {
    cancelOrder(world, form, 'BUYER_CANCELLED');
  }),
  'auto-cancel': change((world, form) => {
    cancelOrder(world, form, 'AUTO_CANCELLED');
  }),
  modify: change(modify),
  'seller-status': change((world, form, body) => {
    setSellerStatus(world, form, textOr(body.status, 'PROCESSING'));
  }),
  // A form that became part of another one is not found under its own id any more.
  merge: change((world, form) => {
    Reflect.deleteProperty(stateOf(world).forms, form.id);
  }),
  'add-offer': (world, body) => addOffer(world, stateOf(world), offerOf(body)),
  'end-offer': (world, body) => {
    const offer = entry(stateOf(world).offers, textOr(body.offerId, ''));
    if (offer === null) throw badRequest('offerId is missing or unknown');
    return Object.assign(offer, { status: 'ENDED', endedBy: 'USER' });
  },
};

/** `POST /__sandbox/allegro/advance`: what buyers, the seller in the web panel and Allegro itself do. */
export function advance(world: World, body: Json): unknown {
  const action = ACTIONS[textOr(body.action, '')];
  if (action === undefined) throw badRequest(`action: ${Object.keys(ACTIONS).join(', ')}`);
  return action(world, body);
}

function change(make: (world: World, form: OrderForm, body: Json) => void): Action {
  return (world, body) => {
    const form = entry(stateOf(world).forms, textOr(body.orderId, ''));
    if (form === null) throw badRequest('orderId is missing or unknown');
    make(world, form, body);
    return summary(form);
  };
}

/** The buyer corrects the address. */
function modify(world: World, form: OrderForm): void {
  const delivery = objectOr(form.delivery);
  const address = { ...objectOr(delivery.address), street: 'Nowa 1/2', modifiedAt: world.now().toISOString() };
  form.delivery = { ...delivery, address };
  touch(world, form);
  addEvent(world, 'BUYER_MODIFIED', form);
}

function offerOf(body: Json): Parameters<typeof addOffer>[2] {
  const sku = textOr(body.sku, null);
  return {
    external: sku,
    name: textOr(body.name, `Oferta testowa ${sku ?? 'bez SKU'}`),
    price: { amount: textOr(body.price, '10.00'), currency: 'PLN' },
    available: Number(body.quantity ?? 10),
    gtin: null,
    status: textOr(body.status, 'ACTIVE') as Offer['status'],
  };
}

const summary = ({ id, status, revision, fulfillmentStatus, total, lines }: OrderForm): Json => ({
  id,
  status,
  revision,
  fulfillmentStatus,
  total,
  lines: lines.map(({ id: lineId, external, quantity }) => ({ id: lineId, sku: external, quantity })),
});

const badRequest = (message: string): Error => Object.assign(new Error(message), { statusCode: 400 });
