import type { Json } from './answers';
import { SELLER } from './access';
import type { LineItem, OrderEvent, OrderForm } from './state';

/** As `CheckoutForm` of the vendor's specification. */
export function formView(form: OrderForm): Json {
  return {
    id: form.id,
    messageToSeller: form.message,
    buyer: form.buyer,
    payment: form.payment,
    status: form.status,
    fulfillment: {
      status: form.fulfillmentStatus,
      shipmentSummary: { lineItemsSent: sent(form) },
      provider: { id: 'SELLER' },
    },
    delivery: form.delivery,
    invoice: form.invoice,
    lineItems: form.lines.map(lineView),
    surcharges: [],
    discounts: [],
    note: null,
    marketplace: { id: 'allegro-pl' },
    summary: { totalToPay: form.total },
    updatedAt: form.updatedAt,
    revision: form.revision,
  };
}

function sent({ lines, shipments }: OrderForm): 'NONE' | 'SOME' | 'ALL' {
  const ids = new Set(shipments.flatMap(({ lineItems }) => lineItems.map(({ id }) => id)));
  if (ids.size === 0) return 'NONE';
  return lines.every(({ id }) => ids.has(id)) ? 'ALL' : 'SOME';
}

function lineView(line: LineItem): Json {
  const { id, quantity, price, taxRate, boughtAt } = line;
  return {
    id,
    offer: offerView(line),
    quantity,
    originalPrice: price,
    price,
    reconciliation: null,
    selectedAdditionalServices: [],
    vouchers: [],
    tax: taxRate === null ? null : { rate: taxRate, subject: 'GOODS', exemption: null },
    deposit: null,
    boughtAt,
    discounts: [],
  };
}

function offerView({ offerId, name, external }: LineItem): Json {
  return { id: offerId, name, external: external === null ? null : { id: external }, productSet: null };
}

/** As an event of `GET /order/events`: the lines as they were bought, and where to look for the rest. */
export function eventView({ id, type, occurredAt, orderId, revision }: OrderEvent, form: OrderForm | null): Json {
  const { id: buyerId, email, login, guest, preferences } = form?.buyer ?? {};
  const lineItems = (form?.lines ?? []).map((line) => {
    const { id: lineId, quantity, price, boughtAt } = line;
    return { offer: offerView(line), id: lineId, quantity, originalPrice: price, price, boughtAt };
  });
  return {
    id,
    order: {
      seller: { id: SELLER.id },
      buyer: { id: buyerId, email, login, guest, preferences },
      lineItems,
      checkoutForm: { id: orderId, revision },
      marketplace: { id: 'allegro-pl' },
    },
    type,
    occurredAt,
  };
}
