import { GroupCommit } from './group-commit';

interface Item {
  readonly key: string;
  readonly value: number;
}

/** Stores groups when the test lets it. */
class Storage {
  readonly groups: number[][] = [];
  private release: (() => void)[] = [];
  holds = false;
  bad = NaN;

  readonly commit = new GroupCommit<Item, string>({
    largest: 3,
    atATime: 1,
    keyOf: ({ key }) => key,
    store: async (items) => {
      this.groups.push(items.map(({ value }) => value));
      if (this.holds) await new Promise<void>((resolve) => this.release.push(resolve));
      if (items.some(({ value }) => value === this.bad)) throw new Error('bad');
      return items.map(({ value }) => `stored ${value}`);
    },
  });

  let(): void {
    for (const release of this.release.splice(0)) release();
  }
}

const item = (value: number, key = String(value)): Item => ({ key, value });
const turn = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('storing in groups', () => {
  it('takes together what came in the same turn, up to the largest group', async () => {
    const { commit, groups } = new Storage();
    const results = await Promise.all([1, 2, 3, 4, 5].map(async (value) => commit.submit(item(value))));
    expect(results).toEqual([1, 2, 3, 4, 5].map((value) => `stored ${value}`));
    expect(groups).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it('gathers what comes while another group is being stored', async () => {
    const storage = new Storage();
    storage.holds = true;
    const all = [storage.commit.submit(item(1))];
    await turn();
    all.push(storage.commit.submit(item(2)));
    await turn();
    all.push(storage.commit.submit(item(3)));
    await turn();
    storage.holds = false;
    storage.let();
    await Promise.all(all);
    expect(storage.groups).toEqual([[1], [2, 3]]);
  });

  it('never stores two of the same key together, and keeps their order', async () => {
    const { commit, groups } = new Storage();
    await Promise.all([item(1, 'a'), item(2, 'a'), item(3, 'b')].map(async (one) => commit.submit(one)));
    expect(groups).toEqual([[1, 3], [2]]);
  });

  it('stores each alone when the group fails, and fails only the one at fault', async () => {
    const storage = new Storage();
    storage.bad = 2;
    const results = await Promise.allSettled([1, 2, 3].map(async (value) => storage.commit.submit(item(value))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(storage.groups).toEqual([[1, 2, 3], [1], [2], [3]]);
  });

  it('goes on after a failure', async () => {
    const storage = new Storage();
    storage.bad = 1;
    await expect(storage.commit.submit(item(1))).rejects.toThrow('bad');
    await expect(storage.commit.submit(item(2))).resolves.toBe('stored 2');
  });
});
