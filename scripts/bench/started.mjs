import { startGuard } from '../stack/processes.mjs';

/** Everything that this run has started; the last one is stopped first, and a kill of this process leaves nothing. */
export class Started {
  #parts = [];

  /**
   * @template {{pid?: number, stop: () => Promise<unknown>}} T
   * @param {T} part
   * @param {string} [signal] what ends it when this process is killed
   * @returns {T}
   */
  add(part, signal) {
    const guard = signal === undefined ? null : startGuard();
    guard?.watch(part.pid, signal);
    this.#parts.push({ part, guard });
    return part;
  }

  async stop() {
    for (const { part, guard } of this.#parts.splice(0).reverse()) {
      await part.stop();
      guard?.release();
    }
  }
}
