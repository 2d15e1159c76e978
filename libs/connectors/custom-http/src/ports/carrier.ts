import type { ShipmentLabel, LabelFormat } from '@crossdock/canonical';
import type { Carrier, RemoteRecord } from '@crossdock/connector-kit';
import { UnexpectedResponseError } from '@crossdock/connector-kit';
import { z } from 'zod';
import {
  cancelling,
  fileOf,
  findingRecord,
  reading,
  whereAvailable,
  writing,
  type PortOperation,
  type PortTable,
} from '../operations/port-operation';
import { createdShipment, pickupPoint, shipmentSnapshot } from '../results/records';

const readLabel: PortOperation<[record: RemoteRecord, format: LabelFormat], ShipmentLabel | null> = {
  title: 'Read the label of a shipment',
  required: true,
  write: false,
  run: async ({ operation }, record, format) => {
    const content = await fileOf(operation, { record: { ...record, format } });
    return content === null ? null : { format, content };
  },
};

const createManifest: PortOperation<[records: readonly RemoteRecord[]], Uint8Array> = {
  title: 'Create the hand-over list of shipments',
  required: false,
  write: true,
  run: async ({ operation }, records) => {
    const content = await fileOf(operation, { record: { shipments: records } });
    if (content !== null) return content;
    throw new UnexpectedResponseError({
      code: 'vendor.unexpected-answer',
      summary: `${operation.name}: there was no file.`,
    });
  },
};

export const carrier: PortTable<Carrier> = {
  findShipment: findingRecord(
    'Find a shipment by our reference',
    'createShipment',
    (reference: string) => ({ record: { reference } }),
    (reference) => reference,
  ),
  createShipment: writing('Create a shipment', createdShipment, (record, { key }) => ({ record, key })),
  readShipment: reading('Read a shipment', shipmentSnapshot, (record) => ({ record })),
  readLabel,
  cancelShipment: whereAvailable(cancelling('Cancel a shipment', (record) => ({ record }))),
  findPickupPoints: whereAvailable(reading('Find pickup points', z.array(pickupPoint), (record) => ({ record }))),
  createManifest,
};
