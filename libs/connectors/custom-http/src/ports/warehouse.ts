import type { Warehouse } from '@crossdock/connector-kit';
import {
  cancelling,
  findingRecord,
  reading,
  writing,
  whereAvailable,
  type PortTable,
} from '../operations/port-operation';
import { createdFulfilment, fulfilmentSnapshot } from '../results/records';

export const warehouse: PortTable<Warehouse> = {
  findFulfilment: findingRecord(
    'Find a fulfilment by our reference',
    'createFulfilment',
    (reference: string) => ({ record: { reference } }),
    (reference) => reference,
  ),
  createFulfilment: writing('Create a fulfilment', createdFulfilment, (record, { key }) => ({ record, key })),
  readFulfilment: reading('Read a fulfilment', fulfilmentSnapshot, (record) => ({ record })),
  cancelFulfilment: whereAvailable(cancelling('Cancel a fulfilment', (record) => ({ record }))),
};
