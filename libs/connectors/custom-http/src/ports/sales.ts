import type { AudienceSink, EventSink, Payments, SalesRecorder } from '@crossdock/connector-kit';
import { z } from 'zod';
import {
  finding,
  findingRecord,
  readingOrNull,
  telling,
  unlessEmpty,
  whereAvailable,
  writing,
  type PortTable,
} from '../operations/port-operation';
import { itemResult, paymentSnapshot, refund, remoteRecord } from '../results/records';

export const payments: PortTable<Payments> = {
  readPayment: readingOrNull('Read a payment', paymentSnapshot, (reference) => ({ record: { reference } })),
  confirmPayment: writing('Confirm a payment', paymentSnapshot, (record) => ({ record })),
  findRefund: whereAvailable(
    finding(
      'Find a refund by our reference',
      'refund',
      (record) => ({ record }),
      ({ reference }) => reference,
      refund,
    ),
  ),
  refund: whereAvailable(writing('Refund a payment', refund, (record, { key }) => ({ record, key }))),
};

export const salesRecorder: PortTable<SalesRecorder> = {
  findSale: findingRecord(
    'Find a sale by our reference',
    'recordSale',
    (reference: string) => ({ record: { reference } }),
    (reference) => reference,
  ),
  recordSale: writing('Record a sale', remoteRecord, (reference, order, { key }) => ({
    record: { reference, order },
    key,
  })),
};

export const audienceSink: PortTable<AudienceSink> = {
  upsertSubscribers: unlessEmpty(
    writing('Create or update subscribers', z.array(itemResult), (subscribers, { key }) => ({
      record: { subscribers },
      key,
    })),
  ),
};

export const eventSink: PortTable<EventSink> = {
  sendEvent: telling('Send an event', (record, { key }) => ({ record, key })),
};
