import assert from 'node:assert/strict';
import { checkOrder } from '@crossdock/canonical';
import { ConnectorError, UnmappedValueError } from '../../../errors/connector-error';
import type { ChannelOrder, Cursor, OrderChange, OrderSource } from '../../../ports';
import { POLISH_LETTERS } from '../../samples';
import { assertInstant, assertNotSeen, failsWith, personalValues } from '../expectations';
import { describeFailures } from '../failures';
import { readAll, type FeedPage, type FeedReading } from '../feed';
import type { ConformanceHarness, OrderSourceSamples } from '../harness';
import { describePort, needed, type Suite } from '../suite';

type OrderSuite = Suite<'orderSource'>;

// Fits where ids are numbers of any length, UUIDs or free text least badly.
const UNKNOWN_ORDER = '00000000-0000-4000-8000-000000000000';

export function describeOrderSource(harness: ConformanceHarness): void {
  const samples = harness.samples.orderSource;
  describePort(harness, 'orderSource', 'order source', samples, (suite) => {
    if (samples === undefined) return;
    describePaging(suite, samples);
    describeCursor(suite, samples);
    describeOrders(suite, samples);
    describeOddOrders(suite, samples);
    describeFailures(suite, {
      what: 'reading changes',
      write: false,
      arrange: async () => {
        await samples.place();
        return { send: async (port) => port.readChanges(null) };
      },
    });
    describeFailures(suite, {
      what: 'fetching an order',
      write: false,
      arrange: async () => {
        const externalId = await samples.place();
        return { send: async (port) => port.fetchOrder(externalId) };
      },
    });
  });
}

const pagesOf =
  (port: OrderSource) =>
  async (cursor: Cursor | null): Promise<FeedPage<OrderChange>> => {
    const { changes, next, more } = await port.readChanges(cursor);
    return { items: changes, next, more };
  };

const readChanges = async (port: OrderSource, from: Cursor | null = null): Promise<FeedReading<OrderChange>> =>
  readAll(pagesOf(port), from);

const idsOf = (changes: readonly OrderChange[]): readonly string[] => changes.map(({ externalId }) => externalId);

async function placed(samples: OrderSourceSamples, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) ids.push(await samples.place());
  return ids;
}

function describePaging(suite: OrderSuite, samples: OrderSourceSamples): void {
  suite.check('every order is read over three pages', async (context) => {
    const ids = await placed(samples, samples.pageSize * 2 + 1);
    const { port } = await context.open();
    const { items, pages } = await readChanges(port);
    assert.ok(pages >= 3, `${ids.length} orders came on ${pages} pages, with ${samples.pageSize} on each`);
    assert.deepEqual(
      ids.filter((id) => !idsOf(items).includes(id)),
      [],
      'no order is missing',
    );
  });
  suite.check('an order that changes while others are read is read again', async (context) => {
    const [first = ''] = await placed(samples, samples.pageSize * 2 + 1);
    const { port } = await context.open();
    const page = await port.readChanges(null);
    await samples.change(first);
    const { items } = await readChanges(port, page.next);
    assert.ok(idsOf(items).includes(first), 'the change comes after the page that was read');
  });
}

function describeCursor(suite: OrderSuite, samples: OrderSourceSamples): void {
  suite.check('where nothing is new, the cursor stays', async (context) => {
    await samples.place();
    const { port } = await context.open();
    const { cursor } = await readChanges(port);
    assert.deepEqual(await port.readChanges(cursor), { changes: [], next: cursor, more: false });
  });
  suite.check('reading goes on from the cursor, also on a new connection', async (context) => {
    await samples.place();
    const { port } = await context.open();
    const { cursor } = await readChanges(port);
    const added = await samples.place();
    const { port: another } = await context.open();
    const { items } = await readChanges(another, cursor);
    assert.ok(idsOf(items).includes(added), 'the new order is read');
  });
  suite.check('a cursor can be read from twice', async (context) => {
    const { port } = await context.open();
    await samples.place();
    const { cursor } = await readChanges(port);
    const added = await samples.place();
    for (const attempt of ['first', 'second']) {
      const { items } = await readChanges(port, cursor);
      assert.ok(idsOf(items).includes(added), `the ${attempt} reading has the order`);
    }
  });
  suite.check('a change is signalled under another id', async (context) => {
    const externalId = await samples.place();
    const { port } = await context.open();
    const before = await readChanges(port);
    await samples.change(externalId);
    const after = await readChanges(port, before.cursor);
    const changes = after.items.filter((change) => change.externalId === externalId);
    assert.ok(changes.length > 0, 'the change is signalled');
    const known = new Set(before.items.map(({ changeId }) => changeId));
    assert.ok(
      changes.some(({ changeId }) => !known.has(changeId)),
      'and is not taken for one that was seen',
    );
  });
  suite.check('a cursor from the future fails loudly', async (context) => {
    await samples.place();
    const { port } = await context.open();
    await failsWith(async () => port.readChanges(needed(samples.futureCursor, 'futureCursor')), ConnectorError);
  });
}

async function fetched(port: OrderSource, externalId: string): Promise<ChannelOrder> {
  const found = await port.fetchOrder(externalId);
  assert.ok(found !== null, 'the channel knows the order');
  return found;
}

function describeOrders(suite: OrderSuite, samples: OrderSourceSamples): void {
  suite.check('an order keeps every rule of orders, to the grosz', async (context) => {
    const externalId = await samples.place();
    const { port } = await context.open();
    const { order, state } = await fetched(port, externalId);
    assert.equal(order.externalId, externalId);
    assert.equal(state, 'open');
    assert.deepEqual(checkOrder(order), []);
  });
  suite.check('times are instants', async (context) => {
    const externalId = await samples.place();
    const { port } = await context.open();
    const { order } = await fetched(port, externalId);
    assertInstant(order.placedAt, 'placedAt');
    const paidAt = order.payment.paidAt ?? null;
    if (paidAt !== null) assertInstant(paidAt, 'paidAt');
  });
  suite.check('Polish letters arrive', async (context) => {
    const externalId = await samples.place();
    const { port } = await context.open();
    const text = JSON.stringify(await fetched(port, externalId));
    const found = new Set(Array.from(text).filter((letter) => POLISH_LETTERS.includes(letter.toLowerCase())));
    assert.ok(found.size > 0, 'the order has Polish letters in it');
    assert.doesNotMatch(text, /\uFFFD|Ä…|Å‚|Ã³/u, 'none of them is broken');
  });
  suite.check('the revision changes with the order, and only then', async (context) => {
    const externalId = await samples.place();
    const { port } = await context.open();
    const first = await fetched(port, externalId);
    assert.deepEqual(await fetched(port, externalId), first, 'the same order is read twice');
    await samples.change(externalId);
    assert.notEqual((await fetched(port, externalId)).revision, first.revision);
  });
  suite.check('the transcript shows no secret and no person', async (context) => {
    const externalId = await samples.place();
    const { port, connection } = await context.open();
    await readChanges(port);
    const { order } = await fetched(port, externalId);
    assertNotSeen(connection.exchanges, [...context.harness.secrets, ...personalValues(order)]);
  });
}

function describeOddOrders(suite: OrderSuite, samples: OrderSourceSamples): void {
  suite.check('an unknown order is not there', async (context) => {
    const { port } = await context.open();
    assert.equal(await port.fetchOrder(samples.unknownOrderId ?? UNKNOWN_ORDER), null);
  });
  suite.check('an unknown status is an error that carries the word', async (context) => {
    const { externalId, word } = await needed(samples.placeUnknownStatus, 'placeUnknownStatus')();
    const { port } = await context.open();
    const { key } = await failsWith(async () => port.fetchOrder(externalId), UnmappedValueError);
    assert.equal(key, word);
  });
}
