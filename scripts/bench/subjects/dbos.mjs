// The same work as a durable workflow of DBOS Transact: an order is answered when its workflow is stored, each call is a
// step whose outcome is stored before the next one begins.
import { DBOS } from '@dbos-inc/dbos-sdk';
import { FiveCalls } from '../five-calls.mjs';
import { openIntake } from './intake.mjs';

const systems = new FiveCalls(process.env.STAND_IN_URL);

const fulfil = DBOS.registerWorkflow(
  async (order) => {
    await DBOS.runStep(() => systems.payment(order), { name: 'payment' });
    await DBOS.runStep(() => systems.salesOrder(order), { name: 'sales-order' });
    const fulfilment = await DBOS.runStep(() => systems.fulfilment(order), { name: 'fulfilment' });
    const shipment = await DBOS.runStep(() => systems.shipment(order, fulfilment), { name: 'shipment' });
    await DBOS.runStep(() => systems.notification(order, shipment), { name: 'notification' });
  },
  { name: 'fulfil' },
);

// Its own defaults: ten connections to PostgreSQL are as fast as more of them.
DBOS.setConfig({
  name: 'bench',
  systemDatabaseUrl: process.env.DATABASE_URL,
  logLevel: 'warn',
});
await DBOS.launch();
openIntake(async (order) => {
  await DBOS.startWorkflow(fulfil, { workflowID: order.externalId })(order);
});
process.on('SIGTERM', () => {
  void DBOS.shutdown().finally(() => process.exit(0));
});
