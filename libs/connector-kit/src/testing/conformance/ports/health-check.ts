import assert from 'node:assert/strict';
import { ConnectorError } from '../../../errors/connector-error';
import type { HealthCheck } from '../../../ports';
import { assertNotSeen, assertPlainWords } from '../expectations';
import type { ConformanceHarness } from '../harness';
import { describePort } from '../suite';

export function describeHealthCheck(harness: ConformanceHarness): void {
  // It needs no samples: what it needs, every connection has.
  describePort(harness, 'healthCheck', 'health check', {}, (suite) => {
    suite.check('says in a sentence that all is well', async (context) => {
      const { port } = await context.open();
      const report = await port.check();
      assert.ok(report.ok, report.detail);
      assertPlainWords(report.detail, 'the detail');
    });
    suite.check('wrong credentials are noticed', async (context) => {
      const { port } = await context.open({ credentials: harness.wrongCredentials });
      assertPlainWords(await complaintOf(port), 'the detail');
    });
    suite.check('a vendor that is down is noticed, and noticed to be back', async (context) => {
      const { port } = await context.open();
      await context.vendor.fault({ kind: 'http-500', times: 5 });
      assertPlainWords(await complaintOf(port), 'the detail');
      await context.vendor.clearFaults();
      assert.ok((await port.check()).ok);
    });
    suite.check('the transcript shows no secret', async (context) => {
      const { port, connection } = await context.open();
      const { detail } = await port.check();
      assertNotSeen(connection.exchanges, harness.secrets);
      for (const secret of harness.secrets) assert.ok(!detail.includes(secret), 'the detail holds no secret');
    });
  });
}

/** What the operator is told when all is not well: a report, or a connector error that says it. */
async function complaintOf(port: HealthCheck): Promise<string> {
  try {
    const report = await port.check();
    assert.ok(!report.ok, `the check said that all is well: ${report.detail}`);
    return report.detail;
  } catch (error) {
    if (error instanceof ConnectorError) return error.message;
    throw error;
  }
}
