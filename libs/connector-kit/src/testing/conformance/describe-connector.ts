import assert from 'node:assert/strict';
import type { PortName } from '../../ports';
import type { ConformanceHarness } from './harness';
import { describeCarrier } from './ports/carrier';
import {
  describeCustomerSink,
  describeOfferCatalogue,
  describePriceSource,
  describeProductSource,
} from './ports/catalogue';
import { describeFulfilmentReporter } from './ports/fulfilment-reporter';
import { describeHealthCheck } from './ports/health-check';
import {
  describeAudienceSink,
  describeEventReceiver,
  describeEventSink,
  describeSalesRecorder,
} from './ports/marketing';
import { describeOrderSource } from './ports/order-source';
import { describePayments } from './ports/payments';
import { describeSalesDocuments } from './ports/sales-documents';
import { describeStockSink, describeStockSource } from './ports/stock';
import { describeWarehouse } from './ports/warehouse';
import { describeWebhookReceiver } from './ports/webhook-receiver';
import { jestRegistrar, type Registrar } from './registrar';

/** Total: a port without a suite does not compile. */
const SUITES: Readonly<Record<PortName, (harness: ConformanceHarness) => void>> = {
  orderSource: describeOrderSource,
  fulfilmentReporter: describeFulfilmentReporter,
  offerCatalogue: describeOfferCatalogue,
  stockSink: describeStockSink,
  salesDocuments: describeSalesDocuments,
  customerSink: describeCustomerSink,
  stockSource: describeStockSource,
  priceSource: describePriceSource,
  warehouse: describeWarehouse,
  productSource: describeProductSource,
  carrier: describeCarrier,
  payments: describePayments,
  salesRecorder: describeSalesRecorder,
  audienceSink: describeAudienceSink,
  eventSink: describeEventSink,
  eventReceiver: describeEventReceiver,
  webhookReceiver: describeWebhookReceiver,
  healthCheck: describeHealthCheck,
};

const SETUP_TIMEOUT_MS = 30_000;

/**
 * Everything that a connector must hold, whatever the vendor: one suite for each port of its manifest, against the
 * simulated vendor over HTTP. A port without samples fails; a case that does not apply is skipped in the harness by its
 * name, with a reason in a whole sentence.
 */
export function describeConnector(harness: ConformanceHarness): void {
  const registrar = harness.registrar ?? jestRegistrar;
  const names: string[] = [];
  const noted: ConformanceHarness = { ...harness, registrar: notingNames(registrar, names) };
  const ports = harness.only?.ports ?? harness.connector.manifest.ports;
  for (const port of ports) SUITES[port](noted);
  registrar.describe(`${harness.connector.manifest.name}: set-up`, () => {
    describeSetUp(harness, registrar, ports, names);
  });
}

function notingNames(registrar: Registrar, names: string[]): Registrar {
  return {
    ...registrar,
    it: (name, body, timeoutMs) => {
      names.push(name);
      registrar.it(name, body, timeoutMs);
    },
  };
}

function describeSetUp(
  harness: ConformanceHarness,
  registrar: Registrar,
  ports: readonly PortName[],
  names: readonly string[],
): void {
  const check = (name: string, body: () => Promise<void>): void => {
    registrar.it(name, body, SETUP_TIMEOUT_MS);
  };
  check('has a suite for at least one port', async () => {
    assert.ok(ports.length > 0, 'The connector has no port that is checked.');
  });
  check('opens with the promised ports, and does not call the vendor for it', async () => {
    await harness.vendor.reset();
    await harness.prepare?.();
    const before = await harness.vendor.callCount();
    const connection = await harness.open();
    await connection.close();
    assert.deepEqual(Object.keys(connection.ports).sort(), [...ports].sort());
    assert.equal(await harness.vendor.callCount(), before, 'nothing is sent before a port is used');
  });
  check('has samples for its own ports only', async () => {
    const promised = new Set<string>(ports);
    assert.deepEqual(
      Object.keys(harness.samples).filter((port) => !promised.has(port)),
      [],
    );
  });
  check('skips only cases that there are', async () => {
    const skipped = Object.entries(harness.skip ?? {});
    const registered = (name: string, reason: string): boolean =>
      names.includes(`${name.replace(/^\w+: /, '')} — not applicable: ${reason}`) ||
      names.includes(`${name} — not applicable: ${reason}`);
    assert.deepEqual(
      skipped.filter(([name, reason]) => !registered(name, reason)).map(([name]) => name),
      [],
    );
  });
}
