import type { ShipmentRequest } from '@crossdock/canonical';
import type { RemoteRecord } from '@crossdock/connector-kit';
import { aFulfilment, aShipmentReport, type ConformanceVendor } from '@crossdock/connector-kit/testing';
import * as results from '../canonical-results';
import { needed, type Operation } from './subject';

const KEY = { key: 'fuzz-key' };
const read = { write: false };
const write = { write: true };

export const healthOperations: readonly Operation[] = [
  {
    name: 'healthCheck.check',
    ...read,
    result: results.health,
    prepare: async () => async (ports) => needed(ports, 'healthCheck').check(),
  },
];

export function carrierOperations(
  aRequest: () => ShipmentRequest,
  confirm: (vendor: ConformanceVendor, reference: string) => Promise<void>,
  city: string,
): readonly Operation[] {
  const request = aRequest();
  type Carrier = ReturnType<typeof needed<'carrier'>>;
  const onRecord =
    (send: (carrier: Carrier, record: RemoteRecord) => Promise<unknown>, confirmed = true): Operation['prepare'] =>
    async (ports, vendor) => {
      const record = await needed(ports, 'carrier').createShipment(request, KEY);
      if (confirmed) await confirm(vendor, request.reference);
      return async (again) => send(needed(again, 'carrier'), record);
    };
  return [
    {
      name: 'carrier.findShipment',
      ...read,
      result: results.maybeRecord,
      given: request,
      prepare: onRecord(async (carrier) => carrier.findShipment(request.reference)),
    },
    {
      name: 'carrier.createShipment',
      ...write,
      result: results.createdShipment,
      given: request,
      prepare: async () => async (ports) => needed(ports, 'carrier').createShipment(request, KEY),
    },
    {
      name: 'carrier.readShipment',
      ...read,
      result: results.shipment,
      given: request,
      prepare: onRecord(async (carrier, record) => carrier.readShipment(record)),
    },
    {
      name: 'carrier.readLabel',
      ...read,
      result: results.maybeLabel,
      prepare: onRecord(async (carrier, record) => carrier.readLabel(record, 'pdf')),
    },
    {
      name: 'carrier.cancelShipment',
      ...write,
      result: results.cancelResult,
      prepare: onRecord(async (carrier, record) => carrier.cancelShipment(record), false),
    },
    {
      name: 'carrier.findPickupPoints',
      ...read,
      result: results.pickupPoints,
      prepare: async () => async (ports) => needed(ports, 'carrier').findPickupPoints({ city, limit: 5 }),
    },
    {
      name: 'carrier.createManifest',
      ...read,
      result: results.manifestDocument,
      prepare: onRecord(async (carrier, record) => carrier.createManifest([record])),
    },
  ];
}

export function warehouseOperations(
  pack: (vendor: ConformanceVendor, reference: string) => Promise<void>,
): readonly Operation[] {
  const given = aFulfilment();
  type Warehouse = ReturnType<typeof needed<'warehouse'>>;
  const onRecord =
    (send: (warehouse: Warehouse, record: RemoteRecord) => Promise<unknown>, packed = true): Operation['prepare'] =>
    async (ports, vendor) => {
      const record = await needed(ports, 'warehouse').createFulfilment(given, KEY);
      if (packed) await pack(vendor, given.reference);
      return async (again) => send(needed(again, 'warehouse'), record);
    };
  return [
    {
      name: 'warehouse.findFulfilment',
      ...read,
      result: results.maybeRecord,
      given,
      prepare: onRecord(async (warehouse) => warehouse.findFulfilment(given.reference)),
    },
    {
      name: 'warehouse.createFulfilment',
      ...write,
      result: results.createdFulfilment,
      given,
      prepare: async () => async (ports) => needed(ports, 'warehouse').createFulfilment(given, KEY),
    },
    {
      name: 'warehouse.readFulfilment',
      ...read,
      result: results.fulfilment,
      given,
      prepare: onRecord(async (warehouse, record) => warehouse.readFulfilment(record)),
    },
    {
      name: 'warehouse.cancelFulfilment',
      ...write,
      result: results.cancelResult,
      prepare: onRecord(async (warehouse, record) => warehouse.cancelFulfilment(record), false),
    },
  ];
}

export function orderSourceOperations(place: (vendor: ConformanceVendor) => Promise<string>): readonly Operation[] {
  return [
    {
      name: 'orderSource.readChanges',
      ...read,
      result: results.orderChanges,
      prepare: async (_ports, vendor) => {
        await place(vendor);
        return async (ports) => needed(ports, 'orderSource').readChanges(null);
      },
    },
    {
      name: 'orderSource.fetchOrder',
      ...read,
      result: results.channelOrder,
      prepare: async (_ports, vendor) => {
        const externalId = await place(vendor);
        return async (ports) => needed(ports, 'orderSource').fetchOrder(externalId);
      },
    },
  ];
}

export function reporterOperations(place: (vendor: ConformanceVendor) => Promise<string>): readonly Operation[] {
  return [
    {
      name: 'fulfilmentReporter.reportStatus',
      ...write,
      repeatable: true,
      result: results.nothing,
      prepare: async (_ports, vendor) => {
        const externalId = await place(vendor);
        return async (ports) => needed(ports, 'fulfilmentReporter').reportStatus(externalId, 'shipped');
      },
    },
    {
      name: 'fulfilmentReporter.reportShipment',
      ...write,
      result: results.remoteRecord,
      prepare: async (_ports, vendor) => {
        const report = aShipmentReport(await place(vendor));
        return async (ports) => needed(ports, 'fulfilmentReporter').reportShipment(report, KEY);
      },
    },
    {
      name: 'fulfilmentReporter.findShipmentReport',
      ...read,
      result: results.maybeRecord,
      prepare: async (ports, vendor) => {
        const report = aShipmentReport(await place(vendor));
        await needed(ports, 'fulfilmentReporter').reportShipment(report, KEY);
        return async (again) => needed(again, 'fulfilmentReporter').findShipmentReport(report);
      },
    },
  ];
}

const FEEDS = {
  stockSource: {
    name: 'stockSource.readStock',
    ...read,
    result: results.stockPage,
    prepare: async () => async (ports) => needed(ports, 'stockSource').readStock(null),
  },
  priceSource: {
    name: 'priceSource.readPrices',
    ...read,
    result: results.pricePage,
    prepare: async () => async (ports) => needed(ports, 'priceSource').readPrices(null),
  },
  productSource: {
    name: 'productSource.readProducts',
    ...read,
    result: results.productPage,
    prepare: async () => async (ports) => needed(ports, 'productSource').readProducts(null),
  },
} as const satisfies Readonly<Record<string, Operation>>;

export const feedOperations = (...feeds: readonly (keyof typeof FEEDS)[]): readonly Operation[] =>
  feeds.map((feed) => FEEDS[feed]);

export function stockSinkOperations(
  offerIds: (vendor: ConformanceVendor) => Promise<readonly string[]>,
): readonly Operation[] {
  return [
    {
      name: 'stockSink.setStock',
      ...write,
      repeatable: true,
      result: results.itemResults,
      prepare: async (_ports, vendor) => {
        const items = (await offerIds(vendor)).map((offerId, index) => ({
          sku: `S-${index}`,
          offerId,
          quantity: index % 2,
          version: '1',
        }));
        return async (ports) => needed(ports, 'stockSink').setStock(items, KEY);
      },
    },
  ];
}

export function catalogueOperations(
  skus: readonly string[],
  offerIds: (vendor: ConformanceVendor) => Promise<readonly string[]>,
): readonly Operation[] {
  const product = { sku: skus[0]!, name: { pl: 'Nowość żółta' }, active: true };
  return [
    {
      name: 'offerCatalogue.findOffers',
      ...read,
      result: results.offers,
      prepare: async () => async (ports) => needed(ports, 'offerCatalogue').findOffers(skus),
    },
    {
      name: 'offerCatalogue.upsertProducts',
      ...write,
      repeatable: true,
      result: results.itemResults,
      prepare: async () => async (ports) => needed(ports, 'offerCatalogue').upsertProducts([product], KEY),
    },
    {
      name: 'offerCatalogue.setPrices',
      ...write,
      repeatable: true,
      result: results.itemResults,
      prepare: async (_ports, vendor) => {
        const prices = (await offerIds(vendor)).map((offerId, index) => ({
          sku: skus[index] ?? `S-${index}`,
          offerId,
          price: { gross: '21.50', currency: 'PLN', taxRate: '23' },
        }));
        return async (ports) => needed(ports, 'offerCatalogue').setPrices(prices, KEY);
      },
    },
  ];
}
