import assert from 'node:assert/strict';
import { ConnectorError } from '../../../errors/connector-error';
import type { ShipmentReport } from '../../../ports';
import { aShipmentReport } from '../../samples';
import { failsWith } from '../expectations';
import { describeFailures } from '../failures';
import type { ConformanceHarness } from '../harness';
import { describePort } from '../suite';
import { describeCreation } from '../writes';

const UNKNOWN_ORDER = '00000000-0000-4000-8000-000000000000';

export function describeFulfilmentReporter(harness: ConformanceHarness): void {
  const samples = harness.samples.fulfilmentReporter;
  describePort(harness, 'fulfilmentReporter', 'fulfilment reporter', samples, (suite) => {
    if (samples === undefined) return;
    const report = samples.report ?? aShipmentReport;
    describeCreation<'fulfilmentReporter', ShipmentReport>(suite, {
      what: 'reporting a shipment',
      samples,
      request: async () => report(await samples.place()),
      send: async (port, sent, key) => port.reportShipment(sent, { key }),
      find: async (port, sent) => port.findShipmentReport(sent),
      hasWords: false,
    });
    suite.check('a parcel of another order is not found', async (context) => {
      const sent = report(await samples.place());
      const { port } = await context.open();
      await port.reportShipment(sent, { key: 'key-1' });
      const other = { ...sent, externalId: await samples.place() };
      assert.equal(await port.findShipmentReport(other), null);
    });
    suite.check('a status can be told twice', async (context) => {
      const externalId = await samples.place();
      const { port } = await context.open();
      await port.reportStatus(externalId, 'processing');
      await port.reportStatus(externalId, 'processing');
    });
    suite.check('the status of an unknown order is refused', async (context) => {
      const { port } = await context.open();
      const error = await failsWith(async () => port.reportStatus(UNKNOWN_ORDER, 'processing'), ConnectorError);
      assert.equal(error.errorClass, 'rejected', `${error.name} is of the class ${error.errorClass}`);
    });
    describeFailures(suite, {
      what: 'reporting a status',
      write: true,
      target: { match: samples.statusMatch },
      answerIgnored: true,
      arrange: async () => {
        const externalId = await samples.place();
        const sent = report(externalId);
        return {
          send: async (port) => port.reportStatus(externalId, 'processing'),
          warmUp: async (port) => port.findShipmentReport(sent),
        };
      },
    });
  });
}
