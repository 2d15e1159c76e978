export interface GroupCommitOptions<T, R> {
  /** More in one transaction hold locks for longer than they save statements. */
  readonly largest: number;
  /** Transactions at a time: while one waits for the disk, the next is filled. */
  readonly atATime: number;
  /** Items with the same key are stored one after the other, never together. */
  readonly keyOf: (item: T) => string;
  /** Stores items in one transaction, all or nothing. Results in the order of the items. */
  readonly store: (items: readonly T[]) => Promise<readonly R[]>;
}

interface Entry<T, R> {
  readonly item: T;
  readonly key: string;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Stores as many items together as have come in: under load that is many in one transaction, otherwise each at once. When
 * a group cannot be stored, each of it is stored alone, so that one bad item harms no other.
 */
export class GroupCommit<T, R> {
  private waiting: Entry<T, R>[] = [];
  private readonly busy = new Set<string>();
  private active = 0;
  private planned = false;

  constructor(private readonly options: GroupCommitOptions<T, R>) {}

  /** @throws what kept the item from being stored */
  async submit(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, key: this.options.keyOf(item), resolve, reject });
      this.plan();
    });
  }

  // What else ends in this turn of the event loop goes along.
  private plan(): void {
    if (this.planned) return;
    this.planned = true;
    setImmediate(() => {
      this.planned = false;
      while (this.active < this.options.atATime) {
        const group = this.take();
        if (group.length === 0) return;
        void this.store(group);
      }
    });
  }

  private take(): Entry<T, R>[] {
    const group: Entry<T, R>[] = [];
    const left: Entry<T, R>[] = [];
    for (const entry of this.waiting) {
      if (group.length >= this.options.largest || this.busy.has(entry.key)) left.push(entry);
      else {
        this.busy.add(entry.key);
        group.push(entry);
      }
    }
    this.waiting = left;
    return group;
  }

  private async store(group: readonly Entry<T, R>[]): Promise<void> {
    this.active += 1;
    try {
      await this.settle(group);
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else for (const entry of group) await this.settle([entry]).catch(entry.reject);
    } finally {
      this.active -= 1;
      for (const { key } of group) this.busy.delete(key);
      if (this.waiting.length > 0) this.plan();
    }
  }

  private async settle(group: readonly Entry<T, R>[]): Promise<void> {
    const results = await this.options.store(group.map(({ item }) => item));
    if (results.length !== group.length) throw new Error(`${group.length} items have ${results.length} results.`);
    for (const [index, result] of results.entries()) group[index]?.resolve(result);
  }
}
