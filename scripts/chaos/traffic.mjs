// Orders that keep coming, as they do in earnest: repeated, changed, cancelled in the middle, a hundred at once. What was
// answered is written down: it is what the hub will be held to.
import { setTimeout as sleep } from 'node:timers/promises';
import { altered, DELIVERY_KINDS, orderBody } from './order-bodies.mjs';
import { seeded } from './random.mjs';

const MOST_AT_ONCE = 40;
const STORM = 100;
const MARKETPLACE_EVERY_MS = 5_000;
const STORM_EVERY_MS = 20_000;
const REPLAY_EVERY_MS = 6_000;
const REPLAYED_HOOKS = 20;
const PAY_AFTER_MS = 2_500;

export class Traffic {
  /** What was answered, by order number: `{externalId, acks: [{status, id}], altered: [status], cancels: [status]}`. */
  orders = new Map();
  /** Orders placed at the marketplace; they have no answer of ours. */
  marketplace = [];
  #number = 0;
  #busy = new Set();
  #stopped = false;
  #loops = [];

  /** @param {{run: string, seed: number, ordersPerSecond: number, ground: object, shop: object, plain?: boolean}} options
   *   `plain`: nothing but ordinary orders */
  constructor(options) {
    this.options = options;
    this.random = seeded(options.seed ^ 0x5bd1e995);
  }

  start() {
    const meanMs = 1_000 / this.options.ordersPerSecond;
    this.#loops = [
      this.#repeat(
        () => meanMs * (0.3 + 1.4 * this.random.next()),
        () => this.#customer(),
      ),
      this.#repeat(
        () => MARKETPLACE_EVERY_MS,
        () => this.#marketplaceOrders(),
      ),
    ];
    if (this.options.plain) return;
    this.#loops.push(
      this.#repeat(
        () => STORM_EVERY_MS,
        () => this.#storm(),
      ),
      this.#repeat(
        () => REPLAY_EVERY_MS,
        () => this.options.ground.hooks.replay(this.random, REPLAYED_HOOKS),
      ),
    );
  }

  /** No new orders; those that are being sent are sent to their end. */
  async stop() {
    this.#stopped = true;
    await Promise.all(this.#loops);
    await Promise.all(this.#busy);
  }

  /** Places one ordinary order and waits for its answer. */
  async placeOne() {
    const body = this.#body(0, true);
    return this.#place(body);
  }

  async #repeat(pauseMs, work) {
    while (!this.#stopped) {
      await sleep(pauseMs());
      if (this.#stopped || this.#busy.size >= MOST_AT_ONCE) continue;
      const done = work()
        .catch(() => {})
        .finally(() => this.#busy.delete(done));
      this.#busy.add(done);
    }
  }

  #body(delivery, paid) {
    this.#number += 1;
    return orderBody({ run: this.options.run, number: this.#number, delivery, paid });
  }

  async #customer() {
    const { random } = this;
    if (this.options.plain) return this.#place(this.#body(random.between(0, DELIVERY_KINDS - 1), true));
    const [delivery, later] = [random.next(), random.next()];
    const paid = delivery > 0.08;
    const body = this.#body(delivery < 0.7 ? 0 : random.between(1, DELIVERY_KINDS - 1), paid);
    const pays = paid ? null : this.#payLater(body);
    const answer = await this.#place(body, later < 0.3 ? { 'idempotency-key': body.externalId } : {});
    if (answer?.status === 202 || answer?.status === 200) await this.#afterwards(body, answer.body.id, later);
    await pays;
  }

  /** Some are cancelled in the middle, some sent again, some changed by the shop; most are left alone. */
  async #afterwards(body, id, chance) {
    if (chance < 0.12) await this.#cancelLater(id, body.externalId, chance * 40_000);
    else if (chance < 0.2) await this.#place(body);
    else if (chance < 0.28) await this.#placeAltered(body);
  }

  async #place(body, headers = {}) {
    const record = this.#recordOf(body.externalId);
    const answer = await this.options.shop.place(body, headers);
    if (answer === null) record.unanswered += 1;
    else record.acks.push({ status: answer.status, id: answer.body?.id ?? null });
    return answer;
  }

  async #placeAltered(body) {
    const answer = await this.options.shop.place(altered(body));
    if (answer !== null) this.#recordOf(body.externalId).altered.push(answer.status);
  }

  async #cancelLater(id, externalId, afterMs) {
    await sleep(afterMs);
    const answer = await this.options.shop.cancel(id, 'The buyer changed their mind.');
    if (answer !== null) this.#recordOf(externalId).cancels.push(answer.status);
  }

  /** The hub asks about the payment first; then the buyer pays. Insists, as a buyer would. */
  async #payLater(body) {
    const action = { action: 'pay', sessionId: body.payment.transactionId };
    for (let left = 200; left > 0; left -= 1) {
      await sleep(PAY_AFTER_MS);
      const paid = await this.options.ground.sandbox.advance('przelewy24', action).then(
        () => true,
        () => false,
      );
      if (paid) return;
    }
  }

  async #marketplaceOrders() {
    const count = this.random.between(1, 4);
    const placed = await this.options.ground.sandbox.advance('allegro', { action: 'place-order', count });
    this.marketplace.push(...(placed.ids ?? [placed.id]));
  }

  async #storm() {
    const body = this.#body(0, true);
    await Promise.all(Array.from({ length: STORM }, () => this.#place(body)));
  }

  #recordOf(externalId) {
    const known = this.orders.get(externalId);
    if (known !== undefined) return known;
    const record = { externalId, acks: [], altered: [], cancels: [], unanswered: 0 };
    this.orders.set(externalId, record);
    return record;
  }
}
