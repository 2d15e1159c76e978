// I1: an order that was answered with 2xx exists, and is at its end or in front of a person.
const AT_THE_END = new Set(['delivered', 'cancelled', 'returned']);

export function ordersAreKept({ orders, shopOrders, marketplaceOrders, documents }) {
  const byId = new Map(orders.map((order) => [order.id, order]));
  const byNumber = new Set(orders.map(({ externalId }) => externalId));
  const onTheirWay = parcelsOnTheirWay(documents);
  return [
    ...shopOrders.flatMap((placed) => answersAgree(placed, byId)),
    ...shopOrders.flatMap((placed) => cancellationsAreHeard(placed, byId)),
    ...marketplaceOrders
      .filter((number) => !byNumber.has(number))
      .map((number) => lost(number, 'it was placed at the marketplace, and the hub does not have it')),
    ...orders.flatMap((order) => isAtItsEnd(order, onTheirWay)),
  ];
}

function answersAgree({ externalId, acks, altered }, byId) {
  const taken = acks.filter(({ status }) => status === 200 || status === 202);
  const refused = acks.filter(({ status }) => status !== 200 && status !== 202);
  const ids = new Set(taken.map(({ id }) => id));
  const missing = [...ids].filter((id) => byId.get(id)?.externalId !== externalId);
  return [
    ...missing.map((id) => lost(externalId, `it was accepted as ${id}, and there is no such order`)),
    ...(ids.size > 1 ? [double(externalId, `it was accepted as ${ids.size} orders: ${[...ids].join(', ')}`)] : []),
    ...(taken.filter(({ status }) => status === 202).length > 1 && ids.size > 1
      ? [broken(externalId, 'it was accepted as new more than once')]
      : []),
    ...refused.map(({ status }) => broken(externalId, `the same order was answered ${status}`)),
    ...altered
      .filter((status) => status !== 409)
      .map((status) => broken(externalId, `another order under its number was answered ${status}`)),
  ];
}

/** A cancellation that was accepted is carried out, or the order says why not. */
function cancellationsAreHeard({ externalId, acks, cancels }, byId) {
  if (!cancels.includes(202)) return [];
  const order = byId.get(acks.find(({ id }) => id !== null)?.id);
  if (order === undefined || order.attention || order.status === 'cancelled') return [];
  if (order.cancellation?.state === 'refused' && order.cancellation.notes.length > 0) return [];
  return [broken(externalId, `its cancellation was accepted, and it is ${order.status} without a word about it`)];
}

function isAtItsEnd({ externalId, reference, status, attention, attentionReason }, onTheirWay) {
  if (attention) {
    return attentionReason ? [] : [broken(externalId, 'it needs a person, and nobody is told why')];
  }
  if (AT_THE_END.has(status)) return [];
  if (status === 'shipped' && onTheirWay.has(reference)) return [];
  return [lost(externalId, `it is ${status}, nothing goes on, and nobody is told`)];
}

function parcelsOnTheirWay(documents) {
  return new Set(
    documents
      .filter(({ kind, cancelled, delivered }) => kind === 'shipment' && !cancelled && !delivered)
      .map(({ reference }) => reference),
  );
}

const broken = (order, text) => ({ invariant: 'I1', order, text });
const lost = (order, text) => ({ ...broken(order, text), kind: 'lost' });
const double = (order, text) => ({ ...broken(order, text), kind: 'duplicate' });
