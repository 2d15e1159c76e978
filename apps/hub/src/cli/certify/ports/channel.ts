import type { OrderChangePage } from '@crossdock/connector-kit';
import { NotAsExpected } from '../check';
import { nothingUnder, oneItem, page, sameRecord, written } from '../expectations';
import type { Bench } from './bench';

export async function certifyOrderSource({ port, checks, samples }: Bench<'orderSource'>): Promise<void> {
  await checks.run('fetchOrder', async () => port.fetchOrder(samples.unknown), {
    describe: (found) => {
      if (found !== null) throw new NotAsExpected(`fetched an order ${samples.unknown}, which there is not`);
      return `no order ${samples.unknown}, as expected`;
    },
    refusalIsAnswer: 'it is no number that the channel would give.',
  });
  const changes = page(({ changes }: OrderChangePage) => changes, 'changes');
  const read = await checks.run('readChanges', async () => port.readChanges(null), {
    describe: (first) =>
      first.changes.length === 0 ? 'no order there yet: place one to have it fetched' : changes.describe(first),
  });
  const externalId = samples.given.externalId ?? (read.ok ? read.result.changes.at(-1)?.externalId : undefined);
  if (externalId === undefined) return;
  const fetched = await checks.run('fetchOrder', async () => port.fetchOrder(externalId), {
    describe: (found) => {
      if (found === null) throw new NotAsExpected(`order ${externalId} was named as changed and is not there`);
      return `order ${externalId}: ${found.state}, ${found.order.lines.length} lines, ${found.order.totals.gross} ${found.order.currency}`;
    },
  });
  samples.foundOrder = fetched.ok ? fetched.result : null;
}

export async function certifyFulfilmentReporter(bench: Bench<'fulfilmentReporter'>): Promise<void> {
  const { port, checks, samples } = bench;
  const found = samples.foundOrder?.state === 'open' ? samples.foundOrder.order.externalId : undefined;
  const externalId = samples.given.externalId ?? found;
  const report = samples.shipmentReport(externalId ?? samples.unknown);
  const onlyWithOrder =
    externalId === undefined ? { refusalIsAnswer: 'samples.externalId is needed to report to a real order.' } : {};
  await checks.run('reportStatus', async () => port.reportStatus(report.externalId, 'processing'), {
    describe: () => `order ${report.externalId} is being processed`,
    ...onlyWithOrder,
  });
  await checks.run('findShipmentReport', async () => port.findShipmentReport(report), {
    describe: (record) => {
      if (record !== null) throw new NotAsExpected(`found the parcel ${report.waybill}, which nobody has reported`);
      return `no parcel ${report.waybill}, as expected`;
    },
    ...onlyWithOrder,
  });
  const reported = await checks.run(
    'reportShipment',
    async () => port.reportShipment(report, samples.key('report-shipment')),
    { ...written, ...onlyWithOrder },
  );
  if (!reported.ok) return;
  await checks.run('findShipmentReport', async () => port.findShipmentReport(report), sameRecord(reported.result));
}

export async function certifyOfferCatalogue({ port, checks, samples }: Bench<'offerCatalogue'>): Promise<void> {
  const { given, sku } = samples;
  const found = await checks.run('findOffers', async () => port.findOffers([sku]), {
    describe: (offers) => `${offers.length} offers of ${sku}`,
  });
  samples.foundOffer = found.ok ? (found.result[0] ?? null) : null;
  await checks.run(
    'upsertProducts',
    async () => port.upsertProducts([samples.product()], samples.key('upsert-products')),
    oneItem('the channel wants more of a product than a made-up sample has.'),
  );
  const offerId = given.offerId ?? samples.unknown;
  const price = { gross: '19.99', currency: given.currency ?? 'PLN', taxRate: '23' };
  await checks.run(
    'setPrices',
    async () => port.setPrices([{ sku, offerId, price }], samples.key('set-prices')),
    oneItem(given.offerId === undefined ? 'samples.offerId is needed to set a real price.' : undefined),
  );
}

export async function certifyStockSink({ port, checks, samples }: Bench<'stockSink'>): Promise<void> {
  const { given, foundOffer, sku } = samples;
  const offerId = given.offerId ?? foundOffer?.offerId;
  // What an offer has already is set again, so that nothing is sold that there is not.
  const quantity = foundOffer?.quantity ?? 1;
  const item = { sku, offerId: offerId ?? samples.unknown, quantity, version: samples.reference };
  await checks.run(
    'setStock',
    async () => port.setStock([item], samples.key('set-stock')),
    oneItem(offerId === undefined ? 'samples.offerId is needed to set real stock.' : undefined),
  );
}

export async function certifyEventReceiver({ port, checks, samples }: Bench<'eventReceiver'>): Promise<void> {
  const event = {
    id: samples.reference,
    type: 'order.accepted',
    at: samples.order().placedAt,
    data: { externalId: samples.reference },
  };
  await checks.run('deliver', async () => port.deliver(event), { describe: () => `event ${event.id} accepted` });
}

export async function certifySalesRecorder({ port, checks, samples }: Bench<'salesRecorder'>): Promise<void> {
  const { reference } = samples;
  await checks.run('findSale', async () => port.findSale(samples.unknown), nothingUnder(samples.unknown));
  const sale = await checks.run(
    'recordSale',
    async () => port.recordSale(reference, samples.order(), samples.key('record-sale')),
    written,
  );
  if (sale.ok) await checks.run('findSale', async () => port.findSale(reference), sameRecord(sale.result));
  else checks.notRun('findSale', 'there is no sale to find.');
}

export async function certifyAudienceSink({ port, checks, samples }: Bench<'audienceSink'>): Promise<void> {
  const subscriber = { ...samples.customer().customer, consent: false };
  await checks.run(
    'upsertSubscribers',
    async () => port.upsertSubscribers([subscriber], samples.key('upsert-subscribers')),
    oneItem(),
  );
}

export async function certifyEventSink({ port, checks, samples }: Bench<'eventSink'>): Promise<void> {
  const { customer } = samples.customer();
  const event = {
    type: 'order.placed',
    at: samples.order().placedAt,
    email: customer.email,
    data: { reference: samples.reference },
  };
  await checks.run('sendEvent', async () => port.sendEvent(event, samples.key('send-event')), {
    describe: () => 'accepted',
  });
}
