/** Paths of an order in this API, relative to the hub's address. */
export interface OrderLinks {
  readonly self: string;
  readonly timeline: string;
  readonly cancel: string;
}

const ORDERS = '/api/v1/orders';

export function orderLinks(id: string): OrderLinks {
  const self = `${ORDERS}/${id}`;
  return { self, timeline: `${self}/timeline`, cancel: `${self}/cancel` };
}

export function labelLink(id: string, shipmentReference: string): string {
  return `${ORDERS}/${id}/shipments/${encodeURIComponent(shipmentReference)}/label`;
}
