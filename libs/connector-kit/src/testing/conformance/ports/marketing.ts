import assert from 'node:assert/strict';
import type { Customer } from '@crossdock/canonical';
import type { EventSink, ShopEvent } from '../../../ports';
import { aCustomer, anOrder } from '../../samples';
import { assertNotSeen, personalValues } from '../expectations';
import { describeFailures } from '../failures';
import type { ConformanceHarness, SalesRecorderSamples } from '../harness';
import { describePort } from '../suite';
import { describeCreation } from '../writes';

type Sale = ReturnType<NonNullable<SalesRecorderSamples['request']>>;

export function describeSalesRecorder(harness: ConformanceHarness): void {
  const samples = harness.samples.salesRecorder;
  describePort(harness, 'salesRecorder', 'sales recorder', samples, (suite) => {
    if (samples === undefined) return;
    const request = samples.request ?? aSale;
    describeCreation<'salesRecorder', Sale>(suite, {
      what: 'recording a sale',
      samples,
      request: async () => request(),
      withLongerReference: (short) => ({ ...short, reference: `${short.reference}1` }),
      send: async (port, { reference, order }, key) => port.recordSale(reference, order, { key }),
      find: async (port, { reference }) => port.findSale(reference),
    });
  });
}

function aSale(): Sale {
  const order = anOrder();
  return { reference: order.externalId, order };
}

export function describeAudienceSink(harness: ConformanceHarness): void {
  const samples = harness.samples.audienceSink;
  describePort(harness, 'audienceSink', 'audience sink', samples, (suite) => {
    if (samples === undefined) return;
    const subscriber = (): Customer & { readonly consent: boolean } => ({
      ...(samples.subscriber?.() ?? aCustomer()),
      consent: true,
    });
    suite.check('a subscriber can be written twice, and nobody is shown', async (context) => {
      const { port, connection } = await context.open();
      for (const key of ['audience-1', 'audience-2']) {
        const results = await port.upsertSubscribers([subscriber()], { key });
        assert.deepEqual(
          results.map(({ ok }) => ok),
          [true],
        );
      }
      assertNotSeen(connection.exchanges, [...harness.secrets, ...personalValues(subscriber())]);
    });
    describeFailures(suite, {
      what: 'writing subscribers',
      write: true,
      target: samples,
      answerIgnored: true,
      arrange: async () => ({ send: async (port) => port.upsertSubscribers([subscriber()], { key: 'audience-1' }) }),
    });
  });
}

const ORDER_PLACED: Parameters<EventSink['sendEvent']>[0] = {
  type: 'order.accepted',
  at: '2026-03-02T09:16:00.000Z',
  email: 'zaneta.sample@example.pl',
  data: { orderReference: '1001', total: '89.38', currency: 'PLN' },
};

export function describeEventSink(harness: ConformanceHarness): void {
  const samples = harness.samples.eventSink;
  describePort(harness, 'eventSink', 'event sink', samples, (suite) => {
    if (samples === undefined) return;
    suite.check('an event is taken, and nobody is shown', async (context) => {
      const { port, connection } = await context.open();
      await port.sendEvent(ORDER_PLACED, { key: 'event-1' });
      assertNotSeen(connection.exchanges, [...harness.secrets, ORDER_PLACED.email]);
    });
    describeFailures(suite, {
      what: 'sending an event',
      write: true,
      target: samples,
      answerIgnored: true,
      arrange: async () => ({ send: async (port) => port.sendEvent(ORDER_PLACED, { key: 'event-1' }) }),
    });
  });
}

const ORDER_ACCEPTED: ShopEvent = {
  id: 'evt-1001',
  type: 'order.accepted',
  at: '2026-03-02T09:16:00.000Z',
  data: { orderReference: '1001' },
};

export function describeEventReceiver(harness: ConformanceHarness): void {
  const samples = harness.samples.eventReceiver;
  describePort(harness, 'eventReceiver', 'event receiver', samples, (suite) => {
    if (samples === undefined) return;
    const event = samples.event?.() ?? ORDER_ACCEPTED;
    suite.check('an event can be delivered twice, and no secret is shown', async (context) => {
      const { port, connection } = await context.open();
      await port.deliver(event);
      await port.deliver(event);
      assertNotSeen(connection.exchanges, harness.secrets);
    });
    describeFailures(suite, {
      what: 'delivering an event',
      write: true,
      target: samples,
      answerIgnored: true,
      arrange: async () => ({ send: async (port) => port.deliver(event) }),
    });
  });
}
