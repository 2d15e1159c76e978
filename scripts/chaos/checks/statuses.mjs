// I3: a final state never changes silently, no state goes back, and every state that was reached is told in the timeline.
const RANK = {
  received: 0,
  awaiting_payment: 1,
  awaiting_approval: 1,
  processing: 2,
  picking: 3,
  packed: 4,
  shipped: 5,
  delivered: 6,
  returned: 7,
};
const TOLD_BY = {
  shipped: ['shipment.shipped'],
  delivered: ['shipment.delivered'],
  cancelled: ['order.cancelled'],
  returned: ['shipment.returned'],
};

export function finalStatesStay({ orders, seen }) {
  const history = new Map(seen);
  return orders.flatMap((order) => {
    const states = [...(history.get(order.id) ?? []).map(({ status }) => status), order.status];
    return [...goesForward(order, states), ...isTold(order, states)];
  });
}

function goesForward({ externalId }, states) {
  return states.slice(1).flatMap((to, index) => {
    const from = states[index];
    return from === to || mayFollow(from, to) ? [] : [broken(externalId, `it was ${from}, and then ${to}`)];
  });
}

function mayFollow(from, to) {
  if (from === 'cancelled' || from === 'returned') return false;
  if (to === 'cancelled') return RANK[from] < RANK.shipped;
  return RANK[to] > RANK[from];
}

function isTold({ externalId, timeline }, states) {
  const codes = new Set(timeline.map(({ code }) => code));
  return [...new Set(states)]
    .filter((status) => TOLD_BY[status]?.every((code) => !codes.has(code)))
    .map((status) => broken(externalId, `it became ${status}, and its timeline does not tell`));
}

const broken = (order, text) => ({ invariant: 'I3', order, text });
