import type { FulfilmentReporter, OfferCatalogue, OrderSource, StockSink } from '@crossdock/connector-kit';
import { z } from 'zod';
import {
  findingRecord,
  pages,
  reading,
  readingOrNull,
  telling,
  unlessEmpty,
  whereAvailable,
  writing,
  type PortTable,
} from '../operations/port-operation';
import { offerSummary } from '../results/catalogue';
import { channelOrder, orderChange } from '../results/order';
import { itemResult, remoteRecord } from '../results/records';

const itemResults = z.array(itemResult);

export const orderSource: PortTable<OrderSource> = {
  readChanges: pages('Read which orders changed', orderChange, (changes, next, more) => ({ changes, next, more })),
  fetchOrder: readingOrNull('Read an order', channelOrder, (externalId) => ({ record: { externalId } })),
};

export const fulfilmentReporter: PortTable<FulfilmentReporter> = {
  reportStatus: telling('Report the status of an order', (externalId, status) => ({ record: { externalId, status } })),
  findShipmentReport: findingRecord(
    'Find a reported parcel by its waybill',
    'reportShipment',
    (record) => ({ record }),
    ({ waybill }) => waybill,
  ),
  reportShipment: writing('Report a parcel', remoteRecord, (record, { key }) => ({ record, key })),
};

export const offerCatalogue: PortTable<OfferCatalogue> = {
  findOffers: unlessEmpty(reading('Find offers by SKU', z.array(offerSummary), (skus) => ({ record: { skus } }))),
  upsertProducts: whereAvailable(
    unlessEmpty(
      writing('Create or update products', itemResults, (products, { key }) => ({ record: { products }, key })),
    ),
  ),
  setPrices: whereAvailable(
    unlessEmpty(writing('Set prices', itemResults, (prices, { key }) => ({ record: { prices }, key }))),
  ),
};

export const stockSink: PortTable<StockSink> = {
  setStock: unlessEmpty(writing('Set stock', itemResults, (items, { key }) => ({ record: { items }, key }))),
};
