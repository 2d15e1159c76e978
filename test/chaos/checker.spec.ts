import {
  checkHistory,
  tally,
  type Evidence,
  type RemoteDocument,
  type SeenOrder,
} from '../../scripts/chaos/checker.mjs';
import { buyer, personalValueIn } from '../../scripts/chaos/people.mjs';
import { planOf } from '../../scripts/chaos/plan.mjs';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 26, 10, 0, second)).toISOString();

function document(kind: RemoteDocument['kind'], second: number, more: Partial<RemoteDocument> = {}): RemoteDocument {
  const own = { kind, system: 'any', key: `1001-${kind}`, reference: '1001', at: at(second) };
  return { ...own, cancelled: false, delivered: kind === 'shipment', ...more };
}

const step = (name: string, second: number, item = ''): SeenOrder['steps'][number] => ({
  step: name,
  item,
  state: 'done',
  finishedAt: at(second),
});

const DELIVERED: SeenOrder = {
  id: 'a',
  externalId: '1001',
  reference: '1001',
  status: 'delivered',
  attention: false,
  attentionReason: null,
  payment: { transactionId: 'P24-1001' },
  shipments: [{}],
  cancellation: null,
  steps: [
    step('verify-payment', 1),
    step('create-sales-order', 2),
    step('request-fulfilment', 3, 'F1'),
    step('await-packing', 4, 'F1'),
    step('create-shipment', 5, 'F1/S1'),
  ],
  timeline: [{ code: 'order.accepted' }, { code: 'shipment.shipped' }, { code: 'shipment.delivered' }],
};

const CANCELLED: SeenOrder = {
  ...DELIVERED,
  status: 'cancelled',
  shipments: [],
  steps: [],
  cancellation: { state: 'done', notes: [] },
  timeline: [{ code: 'order.cancelled' }],
};

const GOOD: Evidence = {
  orders: [DELIVERED],
  shopOrders: [
    {
      externalId: '1001',
      acks: [
        { status: 202, id: 'a' },
        { status: 200, id: 'a' },
      ],
      altered: [409],
      cancels: [],
    },
  ],
  marketplaceOrders: [],
  documents: [document('sales-order', 2), document('fulfilment', 3), document('shipment', 5)],
  verifiedPayments: ['P24-1001'],
  seen: [['a', [{ status: 'received' }, { status: 'picking' }, { status: 'delivered' }]]],
  audit: { checked: 3, brokenAt: null, actions: { 'connection.paused': 1 } },
  operatorDone: { 'connection.paused': 1 },
  leaks: [],
  ready: true,
  quiet: { left: [] },
  stoppedConnections: [],
  crashes: [],
};

const order = (change: Partial<SeenOrder>): Partial<Evidence> => ({ orders: [{ ...DELIVERED, ...change }] });
const cancelled = (more: Partial<SeenOrder>, documents: readonly RemoteDocument[]): Partial<Evidence> => ({
  orders: [{ ...CANCELLED, ...more }],
  seen: [],
  documents,
});
const placed = (change: Partial<Evidence['shopOrders'][number]>): Partial<Evidence> => ({
  shopOrders: [{ ...GOOD.shopOrders[0]!, ...change }],
});
const found = (change: Partial<Evidence>): readonly string[] =>
  checkHistory({ ...GOOD, ...change }).map(({ invariant, text }) => `${invariant} ${text}`);

describe('the history checker', () => {
  it('finds nothing in a history that is right', () => {
    expect(found({})).toEqual([]);
  });

  it.each<[string, Partial<Evidence>, RegExp]>([
    ['an accepted order that is not there', placed({ acks: [{ status: 202, id: 'b' }] }), /^I1 .* no such order/],
    [
      'an order that was accepted twice',
      placed({
        acks: [
          { status: 202, id: 'a' },
          { status: 202, id: 'b' },
        ],
      }),
      /^I1 .* accepted as 2 orders/,
    ],
    ['the same order refused', placed({ acks: [{ status: 409, id: null }] }), /^I1 the same order was answered 409/],
    ['another order taken under a number', placed({ altered: [202] }), /^I1 another order under its number/],
    ['an order of the marketplace that never came', { marketplaceOrders: ['M1'] }, /^I1 .* marketplace/],
    ['an order that stands still', order({ status: 'packed' }), /^I1 it is packed, nothing goes on/],
    ['a parcel that was delivered, and nobody noticed', order({ status: 'shipped' }), /^I1 it is shipped/],
    ['attention without a reason', order({ attention: true }), /^I1 it needs a person/],
    ['a cancellation that was forgotten', placed({ cancels: [202] }), /^I1 its cancellation was accepted/],
  ])('I1 sees %s', (_what, change, text) => {
    expect(found(change)).toContainEqual(expect.stringMatching(text));
  });

  it.each<[string, Partial<Evidence>, RegExp]>([
    [
      'a document made twice',
      { documents: [...GOOD.documents, document('sales-order', 9)] },
      /^I2 2 times sales-order/,
    ],
    [
      'an event told twice',
      { documents: [...GOOD.documents, document('event', 9), document('event', 9)] },
      /^I2 2 times/,
    ],
    ['goods that left without a document', { documents: GOOD.documents.slice(1) }, /^I2 .* without a sales-order/],
    ['a parcel too many', order({ shipments: [] }), /^I2 it has 0 parcels, and its courier 1/],
    [
      'money given back for goods that left',
      { documents: [...GOOD.documents, document('refund', 9)] },
      /^I2 .* given back/,
    ],
    [
      'a document left behind by a cancellation',
      cancelled({}, [document('fulfilment', 3), document('refund', 9)]),
      /^I2 .* is not/,
    ],
    ['money kept by a cancellation', cancelled({}, []), /^I2 .* its money was kept/],
  ])('I2 sees %s', (_what, change, text) => {
    expect(found(change)).toEqual([expect.stringMatching(text)]);
  });

  it('I2 lets a cancelled order keep what it says it kept', () => {
    const told = { cancellation: { state: 'done', notes: ['shipment: printed already'] } };
    expect(found(cancelled(told, [document('shipment', 5, { delivered: false })]))).toEqual([]);
  });

  it.each<[string, Partial<Evidence>, RegExp]>([
    [
      'a final state that changed',
      { seen: [['a', [{ status: 'cancelled' }]]] },
      /^I3 it was cancelled, and then delivered/,
    ],
    [
      'a state that went back',
      { seen: [['a', [{ status: 'shipped' }, { status: 'packed' }]]] },
      /^I3 it was shipped, and then packed/,
    ],
    ['a state that no timeline tells', order({ timeline: [{ code: 'shipment.shipped' }] }), /^I3 it became delivered/],
  ])('I3 sees %s', (_what, change, text) => {
    expect(found(change)).toContainEqual(expect.stringMatching(text));
  });

  it.each<[string, Partial<Evidence>, RegExp]>([
    ['a broken audit chain', { audit: { ...GOOD.audit, brokenAt: '2' } }, /^I6 .* broken at row 2/],
    ['an action that is not in it', { audit: { ...GOOD.audit, actions: {} } }, /^I6 1 times connection.paused/],
    ['a personal value in a log', { leaks: [{ where: 'api-1.log', value: 'Jan' }] }, /^I7 "Jan" stands in api-1.log/],
    [
      'a step that ran ahead',
      order({ steps: [step('verify-payment', 3), step('create-sales-order', 2)] }),
      /^I8 create-sales-order finished/,
    ],
    [
      'a parcel ordered before its goods',
      { documents: [document('sales-order', 2), document('fulfilment', 6), document('shipment', 5)] },
      /^I8 parcel/,
    ],
    ['a process that did not come back', { ready: false }, /^I9 not every process/],
    [
      'work that is left',
      { quiet: { left: [{ jobs: 2, step: 'x', connection: 'wms', state: 'ready' }] } },
      /^I9 2 jobs x at wms/,
    ],
    [
      'a connection that stays held back',
      { stoppedConnections: [{ id: 'wms', reason: 'why' }] },
      /^I9 the connection wms/,
    ],
    ['a process that ended by itself', { crashes: [{ name: 'api-1', words: 'oh' }] }, /^I9 api-1 ended/],
  ])('sees %s', (_what, change, text) => {
    expect(found(change)).toEqual([expect.stringMatching(text)]);
  });

  it('compares parcels of one fulfilment with each other and not with those of another', () => {
    const steps = [step('request-fulfilment', 9, 'F2'), step('create-shipment', 5, 'F1/S1')];
    expect(found(order({ steps }))).toEqual([]);
  });

  it('counts orders that were lost and documents that were made twice', () => {
    const documents = [...GOOD.documents, document('invoice', 9), document('invoice', 9)];
    const violations = checkHistory({ ...GOOD, ...placed({ acks: [{ status: 202, id: 'b' }] }), documents });
    expect(tally(violations)).toEqual({ lost: 1, duplicated: 1 });
  });
});

describe('a search for personal values', () => {
  it.each(Object.entries(buyer(17)))('finds the %s of a buyer', (_name, value) => {
    expect(personalValueIn(`{"msg":"order of ${value} came in"}`)).not.toBeNull();
  });

  it('lets numbers pass that only look alike', () => {
    expect(personalValueIn('job 1257755123499, 2026-11-26T10:57:55Z, C577-55')).toBeNull();
  });
});

describe('the plan of a campaign', () => {
  const options = { seed: 5, kills: 40, secondsBetween: 1, redis: false };

  it('is the same for the same seed, and another for another', () => {
    expect(planOf(options)).toEqual(planOf(options));
    expect(planOf({ ...options, seed: 6 })).not.toEqual(planOf(options));
  });

  it('has as many kills as it was asked for, most of them of workers', () => {
    const kills = planOf(options).filter(({ kind }) => kind === 'kill');
    expect(kills).toHaveLength(40);
    expect(kills.filter(({ role }) => role === 'worker').length).toBeGreaterThan(20);
  });
});
