// I2: at most one remote document per order and step, counted at the remote; exactly one where goods have left; none left
// open where the order is cancelled, unless the order says so.
const LEFT = new Set(['shipped', 'delivered']);
const NEEDED = ['sales-order', 'fulfilment', 'shipment'];

export function documentsAreSingle({ orders, documents, verifiedPayments }) {
  const byReference = grouped(documents);
  const verified = new Set(verifiedPayments);
  return [
    ...doubles(documents, orders),
    ...orders.flatMap((order) => {
      const own = byReference.get(order.reference) ?? [];
      if (LEFT.has(order.status)) return [...everythingIsThere(order, own), ...nothingIsGivenBack(order, own)];
      return order.status === 'cancelled' ? everythingIsUndone(order, own, verified) : [];
    }),
  ];
}

function doubles(documents, orders) {
  const numbers = new Map(orders.map(({ reference, externalId }) => [reference, externalId]));
  const counts = new Map();
  for (const { kind, system, key, reference } of documents) {
    const name = `${kind} ${key} at ${system}`;
    counts.set(name, { reference, count: (counts.get(name)?.count ?? 0) + 1 });
  }
  return [...counts]
    .filter(([, { count }]) => count > 1)
    .map(([name, { reference, count }]) => ({
      ...broken(numbers.get(reference) ?? reference, `${count} times ${name}`),
      kind: 'duplicate',
    }));
}

function everythingIsThere({ externalId, status, shipments }, own) {
  const count = (kind) => own.filter((document) => document.kind === kind && !document.cancelled).length;
  const missing = NEEDED.filter((kind) => count(kind) === 0);
  const parcels = count('shipment');
  return [
    ...missing.map((kind) => ({ ...broken(externalId, `it is ${status} without a ${kind}`), kind: 'lost' })),
    ...(missing.length === 0 && parcels !== shipments.length
      ? [broken(externalId, `it has ${shipments.length} parcels, and its courier ${parcels}`)]
      : []),
  ];
}

function nothingIsGivenBack({ externalId, status }, own) {
  return own.some(({ kind }) => kind === 'refund')
    ? [broken(externalId, `it is ${status}, and its money was given back`)]
    : [];
}

function everythingIsUndone({ externalId, attention, cancellation, payment }, own, verified) {
  if (attention || (cancellation?.notes.length ?? 0) > 0) return [];
  const open = own.filter(({ kind, cancelled }) => NEEDED.includes(kind) && !cancelled);
  const isOwed = verified.has(payment.transactionId) && !own.some(({ kind }) => kind === 'refund');
  return [
    ...open.map(({ kind, key }) => broken(externalId, `it is cancelled, and its ${kind} ${key} is not`)),
    ...(isOwed ? [broken(externalId, 'it is cancelled, and its money was kept')] : []),
  ];
}

function grouped(documents) {
  const groups = new Map();
  for (const document of documents) {
    groups.set(document.reference, [...(groups.get(document.reference) ?? []), document]);
  }
  return groups;
}

const broken = (order, text) => ({ invariant: 'I2', order, text });
