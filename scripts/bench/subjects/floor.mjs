// What Node and the network cost by themselves: the five calls, and nothing is kept. An order is lost with the process.
import { FiveCalls } from '../five-calls.mjs';
import { openIntake } from './intake.mjs';

/** As many as the hub works on at once. */
const AT_ONCE = 64;
const systems = new FiveCalls(process.env.STAND_IN_URL);
const waiting = [];
let running = 0;

async function fulfil(order) {
  await systems.payment(order);
  await systems.salesOrder(order);
  const fulfilment = await systems.fulfilment(order);
  const shipment = await systems.shipment(order, fulfilment);
  await systems.notification(order, shipment);
}

async function work() {
  running += 1;
  for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
    await fulfil(order).catch((error) => console.error(error));
  }
  running -= 1;
}

openIntake(async (order) => {
  waiting.push(order);
  if (running < AT_ONCE) void work();
});
