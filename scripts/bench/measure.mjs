import { setTimeout as sleep } from 'node:timers/promises';
import { now } from './clock.mjs';
import { Load } from './load.mjs';
import { percentiles, rounded } from './percentiles.mjs';
import { cpuMs, serverCpuMs, watchMemory } from './usage.mjs';

/** Orders that are placed first and not counted. */
const WARM_UP = 200;
/** What is still written after the last call belongs to the orders, too. */
const SETTLE_MS = 500;

/**
 * Measures one subject: orders in at its door, until the last of them has made its five calls.
 * @param {string} name
 * @param {{intake: {url: string, headers: object}, pids: number[]}} subject
 * @param {{standIn: import('./stand-in-client.mjs').StandIn, postgresPid: number, orders: number, rate: number | null,
 *   prefix: string}} parts `prefix` begins the numbers of the orders
 */
export async function measure(name, subject, { standIn, postgresPid, orders, rate, prefix }) {
  const load = new Load(subject.intake);
  try {
    await standIn.reset();
    await load.place(numbers(`${prefix}W`, WARM_UP));
    await standIn.untilComplete(WARM_UP);
    await standIn.reset();
    const memory = watchMemory(subject.pids);
    const before = { cpu: cpuMs(subject.pids), postgres: serverCpuMs(postgresPid) };
    const from = now();
    const accepted = await load.place(numbers(prefix, orders), rate);
    await standIn.untilComplete(orders);
    await sleep(SETTLE_MS);
    const perOrder = (then, at) => (then === null ? null : rounded((at - then) / orders));
    const usage = {
      cpuMsPerOrder: perOrder(before.cpu, cpuMs(subject.pids)),
      postgresCpuMsPerOrder: perOrder(before.postgres, serverCpuMs(postgresPid)),
      rssMiB: rounded(memory.stop()),
    };
    return { name, ...figures(from, accepted, await standIn.orders()), ...usage };
  } finally {
    await load.close();
  }
}

function numbers(prefix, count) {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}

/** @param {Map<string, {counts: number[], lastAt: number}>} seen by the stand-in */
function figures(from, accepted, seen) {
  const times = [...accepted.values()];
  const finished = [...accepted].flatMap(([id, { acceptedAt }]) => {
    const order = seen.get(id);
    const isComplete = order !== undefined && order.counts.every((count) => count > 0);
    return isComplete ? [{ lastAt: order.lastAt, took: order.lastAt - acceptedAt }] : [];
  });
  const acceptedAt = times.map((time) => time.acceptedAt);
  const first = smallest(acceptedAt);
  return {
    acceptedPerS: perSecond(times.length, largest(acceptedAt) - from),
    completedPerS: perSecond(finished.length, largest(finished.map(({ lastAt }) => lastAt)) - first),
    intakeMs: percentiles(times.map(({ sentAt, acceptedAt: at }) => at - sentAt)),
    // An order may be done before its answer has come in: it has taken no time then.
    endToEndMs: percentiles(finished.map(({ took }) => Math.max(took, 0))),
    lost: accepted.size - finished.length,
    duplicated: [...seen.values()].reduce((sum, { counts }) => sum + extra(counts), 0),
  };
}

const extra = (counts) => counts.reduce((sum, count) => sum + Math.max(count - 1, 0), 0);
const perSecond = (count, ms) => (ms > 0 ? rounded((count * 1_000) / ms) : 0);
const smallest = (values) => values.reduce((least, value) => Math.min(least, value), Infinity);
const largest = (values) => values.reduce((most, value) => Math.max(most, value), 0);
