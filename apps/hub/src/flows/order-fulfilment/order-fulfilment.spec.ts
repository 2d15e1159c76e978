import { planNext, type JobState, type Plan } from '@crossdock/flow-engine';
import type { OrderFact } from '../../orders/order-fact';
import {
  OrderInProgress,
  packed,
  PAID,
  parcelIs,
  requested,
  SPLIT,
  WHOLE,
} from '../../orders/testing/an-order-in-progress';
import { orderFulfilmentFlow } from './order-fulfilment.flow';

interface Job {
  readonly id: string;
  readonly step: string;
  readonly item: string;
  readonly connectionId: string;
  readonly outcomeUnknown: boolean;
  state: JobState;
}

/** The flow of one order, moved by hand: jobs are planned as the engine plans them, and settled as the spec says. */
class Walk {
  readonly jobs: Job[] = [];
  cancelling = false;

  constructor(readonly order: OrderInProgress) {
    this.plan();
  }

  plan(): Plan {
    const plan = planNext(orderFulfilmentFlow, this.order.subject(), this.jobs, this.cancelling);
    for (const { step, item } of plan.create) {
      const id = String(this.jobs.length + 1);
      const { key, connectionId } = item;
      this.jobs.push({ id, step: step.name, item: key, connectionId, state: 'ready', outcomeUnknown: false });
    }
    for (const job of this.jobs) if (plan.cancel.includes(job.id)) job.state = 'cancelled';
    return plan;
  }

  /** `create-shipment F1/S1@inpost`, in the order in which they were planned. */
  open(): string[] {
    return this.jobs
      .filter(({ state }) => state === 'ready')
      .map(({ step, item, connectionId }) => `${step}${item === '' ? '' : ` ${item}`}@${connectionId}`);
  }

  done(step: string, item = '', ...facts: OrderFact[]): this {
    const job = this.jobs.find((found) => found.step === step && found.item === item && found.state === 'ready');
    if (job === undefined) throw new Error(`${step} ${item} is not due; due is ${this.open().join(', ')}.`);
    for (const fact of facts) this.order.happens(fact, item, job.connectionId);
    job.state = 'done';
    this.plan();
    return this;
  }
}

const document = (id: string): OrderFact => ({ type: 'sales-order-created', id, number: null });
const created = (id: string): OrderFact => ({ type: 'shipment-created', id, number: null });
const LABELLED: OrderFact = { type: 'label-stored', format: 'pdf' };
const toWarehouses = (routes = {}): Walk =>
  new Walk(OrderInProgress.accepted(SPLIT, routes))
    .done('verify-payment', '', PAID)
    .done('create-sales-order', '', document('SO-1'));
const toParcels = (routes = {}): Walk =>
  toWarehouses(routes)
    .done('request-fulfilment', 'F1', requested('w-1'))
    .done('request-fulfilment', 'F2', requested('w-2'));

describe('one order over two warehouses and three parcels', () => {
  it('asks each warehouse for its part after the ERP has the order', () => {
    const walk = new Walk(OrderInProgress.accepted(SPLIT));
    expect(walk.open()).toEqual(['verify-payment@p24']);
    walk.done('verify-payment', '', PAID);
    expect(walk.open()).toEqual(['create-sales-order@erp']);
    walk.done('create-sales-order', '', document('SO-1'));
    expect(walk.open()).toEqual(['request-fulfilment F1@wms-waw', 'request-fulfilment F2@wms-gdn']);
  });

  it('lets the part that is packed go on to the courier, whatever the other one does', () => {
    const walk = toParcels().done('await-packing', 'F1', packed(2));
    expect(walk.open()).toEqual(['await-packing F2@wms-gdn', 'create-shipment F1/S1@inpost', 'create-shipment F1/S2@inpost']); // prettier-ignore
    walk.done('create-shipment', 'F1/S2', created('p-2'));
    expect(walk.open()).toContain('await-label F1/S2@inpost');
    expect(walk.open()).not.toContain('await-label F1/S1@inpost');
  });

  it('is shipped, and invoiced once, only when all parcels are on their way', () => {
    const walk = toParcels().done('await-packing', 'F1', packed(2)).done('await-packing', 'F2', packed(1));
    const parcels = ['F1/S1', 'F1/S2', 'F2/S1'];
    for (const parcel of parcels) {
      expect(walk.order.status).toBe('packed');
      expect(walk.open().join()).not.toContain('invoice');
      walk
        .done('create-shipment', parcel, created(`remote ${parcel}`))
        .done('await-label', parcel, parcelIs('confirmed', `waybill ${parcel}`), LABELLED)
        .done('await-collection', parcel, parcelIs('shipped', null));
    }
    expect(walk.order.status).toBe('shipped');
    expect(walk.open().filter((job) => job.startsWith('invoice'))).toEqual(['invoice-sales-order@erp']);
    const invoice: OrderFact = { type: 'invoice-issued', invoice: { id: 'i', number: 'FV/1' } };
    walk.done('invoice-sales-order', '', invoice);
    walk.done('register-payment', '', { type: 'payment-registered', id: 'z', number: null });
    for (const parcel of parcels) {
      expect(walk.plan().settle).toBeNull();
      walk.done('await-delivery', parcel, parcelIs('delivered', null));
    }
    expect(walk.order.status).toBe('delivered');
    expect(walk.plan()).toEqual({ create: [], cancel: [], settle: 'done' });
    const jobs = walk.jobs.map(({ step, item }) => `${step} ${item}`);
    expect(new Set(jobs).size).toBe(jobs.length);
  });

  it('tells a marketplace every parcel, and the status once', () => {
    const walk = new Walk(OrderInProgress.accepted(SPLIT, { payments: null, marketplace: 'allegro', erp: null }));
    expect(walk.open()).toEqual(['acknowledge-order@allegro', 'request-fulfilment F1@wms-waw', 'request-fulfilment F2@wms-gdn']); // prettier-ignore
    walk
      .done('acknowledge-order')
      .done('request-fulfilment', 'F1', requested('w-1'))
      .done('request-fulfilment', 'F2', requested('w-2'))
      .done('await-packing', 'F1', packed(2))
      .done('await-packing', 'F2', packed(1));
    for (const parcel of ['F1/S1', 'F1/S2', 'F2/S1']) {
      walk
        .done('create-shipment', parcel, created(parcel))
        .done('await-label', parcel, parcelIs('confirmed'), LABELLED);
      expect(walk.open()).toContain(`report-tracking ${parcel}@allegro`);
      walk.done('report-tracking', parcel, { type: 'tracking-reported' });
      expect(walk.open().join()).not.toContain('report-shipped');
      walk.done('await-collection', parcel, parcelIs('shipped'));
    }
    expect(walk.open().filter((job) => job.startsWith('report-'))).toEqual(['report-shipped@allegro']);
  });
});

describe('an order without some systems', () => {
  it('goes straight to the warehouse when nothing has to be paid or entered', () => {
    const walk = new Walk(OrderInProgress.accepted(WHOLE, { payments: null, erp: null }));
    expect(walk.open()).toEqual(['request-fulfilment F1@wms-waw']);
  });

  it('is not invoiced where the ERP does that by itself', () => {
    const walk = new Walk(OrderInProgress.accepted(WHOLE, { payments: null, invoicing: false }))
      .done('create-sales-order', '', document('SO-1'))
      .done('request-fulfilment', 'F1', requested('w-1'), packed(1))
      .done('create-shipment', 'F1/S1', created('p-1'), parcelIs('shipped'), LABELLED);
    expect(walk.open()).toEqual(['await-delivery F1/S1@inpost']);
  });
});

describe('systems that answer at once', () => {
  const packedAtOnce = (): Walk =>
    new Walk(OrderInProgress.accepted(WHOLE, { payments: null, erp: null })).done(
      'request-fulfilment',
      'F1',
      requested('w-1'),
      packed(1),
    );

  it('are not asked again: a warehouse that has packed', () => {
    expect(packedAtOnce().open()).toEqual(['create-shipment F1/S1@inpost']);
  });

  it('are not asked again: a courier that gave waybill and label', () => {
    const walk = packedAtOnce().done('create-shipment', 'F1/S1', created('p-1'), parcelIs('confirmed'), LABELLED);
    expect(walk.open()).toEqual(['await-collection F1/S1@inpost']);
  });

  it('are asked for the label alone when they gave no label', () => {
    const walk = packedAtOnce().done('create-shipment', 'F1/S1', created('p-1'), parcelIs('confirmed'));
    expect(walk.open()).toEqual(['await-label F1/S1@inpost']);
  });

  it('end the flow when the parcel has arrived by the time it is looked at', () => {
    const walk = packedAtOnce().done('create-shipment', 'F1/S1', created('p-1'), parcelIs('delivered'), LABELLED);
    expect(walk.plan()).toEqual({ create: [], cancel: [], settle: 'done' });
    expect(walk.order.status).toBe('delivered');
  });
});

describe('cancelling an order over two warehouses', () => {
  const cancel = (walk: Walk): Walk => {
    walk.order.happens({ type: 'cancel-requested', at: '2026-11-23T09:00:00Z', reason: 'Zmiana planów' });
    walk.cancelling = true;
    walk.plan();
    return walk;
  };

  it('asks both warehouses first, then undoes ERP and payment', () => {
    const walk = cancel(toParcels());
    expect(walk.open()).toEqual(['cancel-fulfilment F1@wms-waw', 'cancel-fulfilment F2@wms-gdn']);
    walk.done('cancel-fulfilment', 'F1', { type: 'fulfilment-cancelled' });
    expect(walk.open()).toEqual(['cancel-fulfilment F2@wms-gdn']);
    walk.done('cancel-fulfilment', 'F2', { type: 'fulfilment-cancelled' });
    expect(walk.open()).toEqual(['cancel-sales-order@erp']);
    walk.done('cancel-sales-order', '', { type: 'sales-order-cancelled' });
    expect(walk.open()).toEqual(['refund-payment@p24']);
    walk.done('refund-payment', '', { type: 'payment-refunded', id: 'R-1' });
    expect(walk.plan().settle).toBe('cancelled');
  });

  it('takes the parcels back that were ordered, and no others', () => {
    const walk = toParcels().done('await-packing', 'F1', packed(2)).done('create-shipment', 'F1/S2', created('p-2'));
    cancel(walk).done('cancel-fulfilment', 'F1', { type: 'fulfilment-cancelled' });
    expect(walk.open()).toEqual(['cancel-fulfilment F2@wms-gdn', 'cancel-shipment F1/S2@inpost']);
  });

  it('has nothing to undo where nothing was done', () => {
    const walk = cancel(new Walk(OrderInProgress.accepted(SPLIT)));
    expect(walk.jobs.map(({ state }) => state)).toEqual(['cancelled']);
    expect(walk.plan().settle).toBe('cancelled');
  });
});
