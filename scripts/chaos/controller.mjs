// Carries the plan out. Kills wait for their turn; faults that last run on beside them and end by themselves.
import { setTimeout as sleep } from 'node:timers/promises';

const VICTIM_WITHIN_MS = 30_000;
const ANSWERS_HELD_MS = 250;

export class Controller {
  kills = { worker: 0, api: 0, scheduler: 0 };
  faults = {};
  #lasting = new Set();
  #databaseIsBusy = false;

  /** @param {{ground: object, log: object, recovery: object, operator: object, placeOne: () => Promise<unknown>}} options */
  constructor(options) {
    this.options = options;
  }

  get killed() {
    return this.kills.worker + this.kills.api + this.kills.scheduler;
  }

  /** @param {readonly object[]} plan see plan.mjs; `isOver` ends it early */
  async carryOut(plan, isOver = () => false) {
    for (const fault of plan) {
      await sleep(fault.pauseMs);
      if (isOver()) break;
      await this.#carryOutOne(fault);
    }
    await Promise.all(this.#lasting);
  }

  async #carryOutOne(fault) {
    try {
      if (fault.kind === 'kill') await this.#kill(fault);
      else {
        this.faults[fault.kind] = (this.faults[fault.kind] ?? 0) + 1;
        await FAULTS[fault.kind].call(this, fault, this.options);
      }
    } catch (error) {
      this.options.log.say(`! ${fault.kind}: ${error.message}`);
    }
  }

  async #kill({ role, index, restartAfterMs, aimedAt }) {
    const { ground, log, recovery } = this.options;
    const wire = ground.wires.get(aimedAt);
    if (wire !== undefined) {
      wire.hold('answers');
      await sleep(ANSWERS_HELD_MS);
    }
    const victim = await this.#victim(role, index);
    const { pid } = victim.program;
    await ground.fleet.kill(victim);
    this.kills[role] += 1;
    if (role === 'worker') recovery.workerGone(pid);
    wire?.release();
    log.say(`kill -9 ${victim.name}${aimedAt === null ? '' : `, while ${aimedAt} owes answers`} (${this.killed})`);
    this.last(restartAfterMs, async () => ground.fleet.start(victim.name));
  }

  async #victim(role, index) {
    for (const deadline = Date.now() + VICTIM_WITHIN_MS; Date.now() < deadline; await sleep(50)) {
      const ready = this.options.ground.fleet.ready(role);
      if (ready.length > 0) return ready[index % ready.length];
    }
    throw new Error(`no ${role} was ready within ${VICTIM_WITHIN_MS / 1_000} s`);
  }

  /** Something that happens later, while the plan goes on. */
  last(afterMs, work) {
    const done = sleep(afterMs)
      .then(work)
      .catch((error) => this.options.log.say(`! ${error.message}`))
      .finally(() => this.#lasting.delete(done));
    this.#lasting.add(done);
  }

  /** One at a time: the database cannot be stopped twice. */
  async restartDatabase(forMs) {
    if (this.#databaseIsBusy) return;
    this.#databaseIsBusy = true;
    const { ground, log, recovery, placeOne } = this.options;
    await ground.postgres.crash();
    this.last(forMs, async () => {
      await ground.postgres.start();
      log.say('PostgreSQL is back');
      this.#databaseIsBusy = false;
      const ms = await recovery.databaseBack({ fleet: ground.fleet, place: placeOne });
      log.say(`  processes ready and an order accepted ${(ms / 1_000).toFixed(1)} s after it was back`);
    });
  }
}

const FAULTS = {
  async 'sandbox-fault'({ system, fault, times, delayMs }, { ground, log }) {
    await ground.sandbox.fault(system, { kind: fault, times, delayMs });
    log.say(`${system}: ${fault} x ${times}`);
  },
  async 'freeze-worker'({ index, forMs }, { ground, log, recovery }) {
    const ready = ground.fleet.ready('worker');
    if (ready.length === 0) return;
    const worker = ready[index % ready.length];
    const { program } = worker;
    ground.fleet.freeze(worker);
    recovery.workerGone(program.pid);
    log.say(`${worker.name} is frozen for ${(forMs / 1_000).toFixed(1)} s`);
    this.last(forMs, async () => {
      if (worker.program === program) ground.fleet.thaw(worker);
    });
  },
  async 'postgres-stop'({ forMs }, { log }) {
    log.say(`PostgreSQL stops at once, for ${(forMs / 1_000).toFixed(1)} s`);
    await this.restartDatabase(forMs);
  },
  async 'cut-database'({ index }, { ground, log }) {
    const member = ground.fleet.members[index % ground.fleet.members.length];
    member.wire.cut();
    log.say(`${member.name}: connections to PostgreSQL are cut`);
  },
  async 'part-from-database'({ index, forMs }, { ground, log }) {
    const member = ground.fleet.members[index % ground.fleet.members.length];
    member.wire.hold();
    log.say(`${member.name}: nothing gets through to PostgreSQL for ${(forMs / 1_000).toFixed(1)} s`);
    this.last(forMs, async () => member.wire.release());
  },
  async 'slow-database'({ delayMs, forMs }, { ground, log }) {
    const wires = ground.fleet.members.map(({ wire }) => wire);
    for (const wire of wires) wire.delay(delayMs);
    log.say(`PostgreSQL is ${delayMs} ms further away for ${(forMs / 1_000).toFixed(1)} s`);
    this.last(forMs, async () => wires.forEach((wire) => wire.delay(0)));
  },
  async 'refuse-system'({ system, forMs }, { ground, log }) {
    const wire = ground.wires.get(system);
    await wire.refuse();
    log.say(`${system} refuses connections for ${(forMs / 1_000).toFixed(1)} s`);
    this.last(forMs, async () => wire.heal());
  },
  async 'cut-system'({ system }, { ground, log }) {
    ground.wires.get(system).cut();
    log.say(`${system}: connections are cut`);
  },
  async 'trickle-system'({ system, forMs }, { ground, log }) {
    const wire = ground.wires.get(system);
    wire.trickle(true);
    log.say(`${system} trickles for ${(forMs / 1_000).toFixed(1)} s`);
    this.last(forMs, async () => wire.trickle(false));
  },
  async 'pause-connection'({ system, forMs }, { log, operator }) {
    await operator.pause(system, 'Fault campaign.');
    log.say(`an operator pauses ${system} for ${(forMs / 1_000).toFixed(1)} s`);
    this.last(forMs, async () => operator.resume(system));
  },
  async 'flush-queue'(_fault, { ground, log }) {
    await ground.redis?.flush();
    log.say('Redis is emptied');
  },
};
