import type { PortName, Ports } from '@crossdock/connector-kit';
import type { PortOperation, PortTable } from '../operations/port-operation';
import { carrier } from './carrier';
import { fulfilmentReporter, offerCatalogue, orderSource, stockSink } from './channel';
import { customerSink, priceSource, productSource, salesDocuments, stockSource } from './erp';
import { healthCheck } from './health-check';
import { audienceSink, eventSink, payments, salesRecorder } from './sales';
import { warehouse } from './warehouse';

/**
 * Ports that are made of configured operations. A webhook receiver is configured by itself; shops' own endpoints have a
 * standard and need no configuration.
 */
export type OperationPortName = Exclude<PortName, 'webhookReceiver' | 'eventReceiver'>;

export const PORT_TABLES: { readonly [Name in OperationPortName]: PortTable<Ports[Name]> } = {
  orderSource,
  fulfilmentReporter,
  offerCatalogue,
  stockSink,
  salesDocuments,
  customerSink,
  stockSource,
  priceSource,
  warehouse,
  productSource,
  carrier,
  payments,
  salesRecorder,
  audienceSink,
  eventSink,
  healthCheck,
};

/** An operation whose parameters are checked where its port is called; here all operations are treated alike. */
export type AnyOperation = PortOperation<unknown[], unknown>;

export interface CatalogueEntry {
  readonly port: OperationPortName;
  readonly method: string;
  /** `create-fulfilment`: the name in attempts, metrics and field rules. */
  readonly name: string;
  readonly facts: AnyOperation;
}

/** Every operation that can be configured. */
export const CATALOGUE: readonly CatalogueEntry[] = Object.entries(PORT_TABLES).flatMap(([port, table]) =>
  Object.entries<unknown>(table).map(([method, facts]) => ({
    // `Object.entries` forgets what `PORT_TABLES` says of its keys and values.
    port: port as OperationPortName,
    method,
    name: method.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    facts: facts as AnyOperation,
  })),
);

export const OPERATION_PORTS: readonly OperationPortName[] = [...new Set(CATALOGUE.map(({ port }) => port))];

export function operationsOf(port: OperationPortName): readonly CatalogueEntry[] {
  return CATALOGUE.filter((entry) => entry.port === port);
}
