import type { CustomerSink, PriceSource, ProductSource, SalesDocuments, StockSource } from '@crossdock/connector-kit';
import {
  cancelling,
  findingRecord,
  pages,
  reading,
  whereAvailable,
  writing,
  type PortTable,
} from '../operations/port-operation';
import { product, productPrice } from '../results/catalogue';
import { invoice, remoteRecord, salesOrderSnapshot, stockLevel } from '../results/records';

export const salesDocuments: PortTable<SalesDocuments> = {
  findSalesOrder: findingRecord(
    'Find a sales order by our reference',
    'createSalesOrder',
    (reference: string) => ({ record: { reference } }),
    (reference) => reference,
  ),
  createSalesOrder: writing('Create a sales order', remoteRecord, (record, { key }) => ({ record, key })),
  readSalesOrder: reading('Read a sales order', salesOrderSnapshot, (record, reference) => ({
    record: { ...record, reference },
  })),
  cancelSalesOrder: whereAvailable(
    cancelling('Cancel a sales order', (record, reference) => ({ record: { ...record, reference } })),
  ),
  invoiceSalesOrder: whereAvailable(
    writing('Invoice a sales order', invoice.nullable().default(null), (record, reference) => ({
      record: { ...record, reference },
    })),
  ),
  findPayment: whereAvailable(
    findingRecord(
      'Find a registered payment by our reference',
      'registerPayment',
      (record) => ({ record }),
      ({ reference }) => reference,
    ),
  ),
  registerPayment: whereAvailable(writing('Register a payment', remoteRecord, (record, { key }) => ({ record, key }))),
};

export const customerSink: PortTable<CustomerSink> = {
  findCustomer: findingRecord(
    'Find a customer by our reference',
    'upsertCustomer',
    (record) => ({ record }),
    ({ reference }) => reference,
  ),
  upsertCustomer: writing('Create or update a customer', remoteRecord, (record, { key }) => ({ record, key })),
};

export const stockSource: PortTable<StockSource> = {
  readStock: pages('Read stock', stockLevel, (levels, next, more) => ({ levels, next, more })),
};

export const priceSource: PortTable<PriceSource> = {
  readPrices: pages('Read prices', productPrice, (prices, next, more) => ({ prices, next, more })),
};

export const productSource: PortTable<ProductSource> = {
  readProducts: pages('Read products', product, (products, next, more) => ({ products, next, more })),
};
