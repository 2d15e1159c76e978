import type { Connector, PortName, Ports, RawWebhook } from '@crossdock/connector-kit';
import type { ConformanceVendor } from '@crossdock/connector-kit/testing';
import type { z } from 'zod';

export type Call = (ports: Partial<Ports>) => Promise<unknown>;

/** One operation of a port, with everything that has to be there before it can be called. */
export interface Operation {
  /** `carrier.createShipment` */
  readonly name: string;
  readonly write: boolean;
  /** The same write again does no harm, so that it may be repeated without a look-up. */
  readonly repeatable?: boolean;
  readonly result: z.ZodType;
  /** What is handed in; its personal values may be seen nowhere. */
  readonly given?: unknown;
  /** Prepares the simulated vendor. The returned call is recorded once, and then made again and again. */
  readonly prepare: (ports: Partial<Ports>, vendor: ConformanceVendor) => Promise<Call>;
}

/** A genuine webhook, and how the vendor would sign a body that is not what was agreed. */
export interface GenuineWebhook {
  readonly webhook: RawWebhook;
  readonly sign: (webhook: RawWebhook) => RawWebhook;
  /** The signature is over the bytes: a changed byte must be refused. */
  readonly signed: boolean;
}

/** A connection that is fuzzed. */
export interface Subject {
  /** Unique; the connector and, where it has several, the configuration. */
  readonly name: string;
  readonly connector: Connector;
  /** The system of the sandbox. */
  readonly slug: string;
  readonly configuration: (vendorUrl: string) => { readonly settings: unknown; readonly credentials: unknown };
  /** Credentials, in every spelling. */
  readonly secrets: readonly string[];
  /** What the vendor gives for them. */
  readonly tokens?: readonly string[];
  readonly prepareVendor?: (vendor: ConformanceVendor) => Promise<void>;
  readonly operations: readonly Operation[];
  readonly webhooks?: readonly GenuineWebhook[];
}

export function needed<P extends PortName>(ports: Partial<Ports>, name: P): Ports[P] {
  const port = ports[name];
  if (port === undefined) throw new Error(`The connection has no port ${name}.`);
  return port;
}
