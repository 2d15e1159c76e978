// I8: steps of an order finish in causal order, in the hub's own words and in the remote systems' clocks.

/** What comes before what, item by item: a parcel `F1/S1` is of fulfilment `F1`, and that of the whole order. */
const AFTER = {
  'create-sales-order': ['verify-payment'],
  'request-fulfilment': ['create-sales-order'],
  'await-packing': ['request-fulfilment'],
  'create-shipment': ['await-packing', 'request-fulfilment'],
  'await-label': ['create-shipment'],
  'await-collection': ['await-label', 'create-shipment'],
  'await-delivery': ['await-collection', 'await-label'],
  'invoice-sales-order': ['await-collection', 'create-sales-order'],
  'register-payment': ['invoice-sales-order'],
  'report-tracking': ['await-label', 'create-shipment'],
};

export function stepsAreInOrder({ orders, documents }) {
  return [...orders.flatMap(finishedInOrder), ...parcelsFollowGoods(orders, documents)];
}

function finishedInOrder({ externalId, steps }) {
  const finished = steps.filter(({ state, finishedAt }) => state === 'done' && finishedAt !== null);
  return finished.flatMap((later) =>
    finished
      .filter((earlier) => AFTER[later.step]?.includes(earlier.step) && isAbout(earlier.item, later.item))
      .filter((earlier) => Date.parse(earlier.finishedAt) > Date.parse(later.finishedAt))
      .map((earlier) => broken(externalId, `${name(later)} finished before ${name(earlier)}`)),
  );
}

/** One of the two is the other, or a part of it. */
function isAbout(one, other) {
  return one === '' || other === '' || one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

function parcelsFollowGoods(orders, documents) {
  const packedFrom = new Map(
    documents.filter(({ kind }) => kind === 'fulfilment').map(({ reference, at }) => [reference, Date.parse(at)]),
  );
  const numbers = new Map(orders.map(({ reference, externalId }) => [reference, externalId]));
  return documents
    .filter(({ kind, reference, at }) => kind === 'shipment' && Date.parse(at) < (packedFrom.get(reference) ?? 0))
    .map(({ key, reference }) =>
      broken(numbers.get(reference) ?? reference, `parcel ${key} was ordered before the warehouse knew of it`),
    );
}

const name = ({ step, item }) => (item === '' ? step : `${step} of ${item}`);
const broken = (order, text) => ({ invariant: 'I8', order, text });
