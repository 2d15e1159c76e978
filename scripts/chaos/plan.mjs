// What will be broken, in which order, drawn before anything starts: a seed is a campaign.
import { seeded } from './random.mjs';

export const SYSTEMS = ['allegro', 'dynamics-365-bc', 'inpost', 'parcel', 'przelewy24', 'shop', 'wms'];
export const SANDBOX_FAULTS = ['timeout-after-commit', 'http-500', 'http-429', 'reset', 'malformed', 'slow'];
/** Which processes are killed; most kills hit those that do the work. */
const VICTIMS = [...Array(7).fill('worker'), 'api', 'api', 'scheduler'];
/** Faults between the kills: dealt like cards, so that a short campaign has met every kind. */
const DECK = [
  'sandbox-fault',
  'freeze-worker',
  'sandbox-fault',
  'postgres-stop',
  'sandbox-fault',
  'cut-database',
  'sandbox-fault',
  'part-from-database',
  'refuse-system',
  'sandbox-fault',
  'cut-system',
  'slow-database',
  'trickle-system',
  'sandbox-fault',
  'pause-connection',
];

/**
 * @param {{seed: number, kills: number, secondsBetween: number, redis: boolean}} options `secondsBetween` is the mean pause
 * @returns {{kind: string, pauseMs: number, [detail: string]: unknown}[]} the faults, each with the pause before it
 */
export function planOf({ seed, kills, secondsBetween, redis }) {
  const random = seeded(seed);
  const cards = dealer(random, redis ? [...DECK, 'flush-queue', 'flush-queue'] : DECK);
  const pause = () => Math.round(secondsBetween * 1_000 * (0.5 + random.next()));
  const plan = [];
  for (let killed = 0; killed < kills; killed += 1) {
    plan.push({ pauseMs: pause(), ...kill(random) });
    if (random.next() < 0.6) plan.push({ pauseMs: pause(), ...DETAILS[cards()](random) });
  }
  return plan;
}

function kill(random) {
  return {
    kind: 'kill',
    role: random.pick(VICTIMS),
    index: random.between(0, 99),
    restartAfterMs: random.between(100, 1_500),
    // Answers of this system are held back just before: the kill falls between the remote commit and our own.
    aimedAt: random.next() < 0.4 ? random.pick(SYSTEMS) : null,
  };
}

function dealer(random, cards) {
  let hand = [];
  return () => {
    if (hand.length === 0) hand = random.shuffled(cards);
    return hand.pop();
  };
}

const DETAILS = {
  'sandbox-fault': (random) => ({
    kind: 'sandbox-fault',
    system: random.pick(SYSTEMS),
    fault: random.pick(SANDBOX_FAULTS),
    times: random.between(1, 4),
    delayMs: random.between(500, 5_000),
  }),
  'freeze-worker': (random) => ({
    kind: 'freeze-worker',
    index: random.between(0, 99),
    forMs: random.between(13_500, 17_000),
  }),
  'postgres-stop': (random) => ({ kind: 'postgres-stop', forMs: random.between(300, 4_000) }),
  'cut-database': (random) => ({ kind: 'cut-database', index: random.between(0, 99) }),
  'part-from-database': (random) => ({
    kind: 'part-from-database',
    index: random.between(0, 99),
    forMs: random.between(2_000, 14_000),
  }),
  'slow-database': (random) => ({
    kind: 'slow-database',
    delayMs: random.between(5, 60),
    forMs: random.between(1_000, 4_000),
  }),
  'refuse-system': (random) => ({
    kind: 'refuse-system',
    system: random.pick(SYSTEMS),
    forMs: random.between(1_000, 8_000),
  }),
  'cut-system': (random) => ({ kind: 'cut-system', system: random.pick(SYSTEMS) }),
  'trickle-system': (random) => ({
    kind: 'trickle-system',
    system: random.pick(SYSTEMS),
    forMs: random.between(1_000, 5_000),
  }),
  'pause-connection': (random) => ({
    kind: 'pause-connection',
    // The shop's endpoint has another name as a connection.
    system: random.pick(SYSTEMS.filter((system) => system !== 'shop')),
    forMs: random.between(1_000, 4_000),
  }),
  'flush-queue': () => ({ kind: 'flush-queue' }),
};
