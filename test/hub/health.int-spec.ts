import { cableTo, type Cable } from '../shop-api/cable';
import { demoOrder } from '../journey/running-hub';
import { createTestDatabase, waitFor, type TestDatabase } from '../support';
import { BareHub } from './bare-hub';

describe('the health of a hub', () => {
  let testDatabase: TestDatabase;
  let cable: Cable;
  let hub: BareHub;
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    cable = await cableTo(testDatabase.url);
    hub = await BareHub.start({ databaseUrl: cable.url });
  }, 60_000);
  afterAll(async () => {
    await hub.close();
    await cable.pull().catch(() => undefined);
    await testDatabase.drop();
  }, 60_000);

  it('is alive and ready, part by part', async () => {
    expect((await hub.send('GET', '/health/live')).body).toEqual({ status: 'ok' });
    const ready = await hub.send('GET', '/health/ready');
    expect([ready.status, ready.body]).toEqual([200, { status: 'ok', parts: { database: 'ok', engine: 'ok' } }]);
  });

  it('is told in figures: orders, jobs that wait, orders that need a person', async () => {
    const order = demoOrder();
    for (const status of [202, 200]) expect((await hub.call('POST', '/api/v1/orders', order)).status).toBe(status);
    await hub.database.query(`update orders set attention = true`);
    const figures = await hub.send('GET', '/metrics');
    expect(figures.headers.get('content-type')).toContain('text/plain');
    for (const line of [
      'crossdock_orders_received_total{channel="shop",outcome="accepted"} 1',
      'crossdock_orders_received_total{channel="shop",outcome="known"} 1',
      'crossdock_backlog_jobs{connection="nowhere",state="ready"} 1',
      'crossdock_orders_attention 1',
    ]) {
      expect(figures.text).toContain(line);
    }
    for (const name of [
      'crossdock_jobs_total',
      'crossdock_job_seconds',
      'crossdock_late_outcomes_total',
      'process_cpu',
    ]) {
      expect(figures.text).toContain(name);
    }
    expect(figures.text).not.toMatch(/jan@example|Gęślą/);
    expect(figures.text).not.toContain(order.externalId);
  });

  it('says which part is not ready when the database is away, and stays alive', async () => {
    await cable.pull();
    const ready = await waitFor(async () => {
      const answer = await hub.send('GET', '/health/ready');
      return answer.status === 503 ? answer : null;
    });
    expect(ready.body).toEqual({ status: 'unavailable', parts: { database: 'does not answer', engine: 'ok' } });
    expect((await hub.send('GET', '/health/live')).status).toBe(200);
    expect((await hub.send('GET', '/metrics')).text).toContain('crossdock_orders_received_total');
  }, 30_000);
});
