import { aStep, EngineHarness, type CountStep } from './harness';

const STEPS = ['first', 'second', 'third'];
const step = (name: string, connectionId = name): CountStep =>
  aStep({
    name,
    after: STEPS.slice(0, STEPS.indexOf(name)).slice(-1),
    items: () => [{ key: '', connectionId }],
    execute: async () => ({ kind: 'done', facts: [name] }),
  });
const lanes = (window: number, ...others: [string, number][]) => {
  const windows = new Map<string, number>([...STEPS.map((name): [string, number] => [name, window]), ...others]);
  return [...windows].map(([connectionId, room]) => ({ connectionId, window: room }));
};

describe('a worker that has stored an outcome', () => {
  let engine: EngineHarness;
  afterEach(async () => engine.close());

  async function start(count: number, steps = STEPS.map((name) => step(name))): Promise<string[]> {
    engine = await EngineHarness.open(steps);
    for (let number = 1; number <= count; number += 1) await engine.start(String(number));
    return engine.queueDue();
  }

  const countOf = async (name: string, state: string): Promise<number> =>
    (await engine.states()).filter((found) => found === `${name} ${state}`).length;

  it('goes on with the next steps itself, each claimed with the outcome before it', async () => {
    const jobIds = await start(3);
    const worker = engine.workerNamed('w1', undefined, lanes(10));
    await worker.run({ connectionId: 'first', jobIds });
    await worker.idle();
    expect(await engine.facts('2')).toEqual(STEPS);
    expect(await countOf('third', 'done')).toBe(3);
    const runs = await engine.database.query<{ state: string }>('select distinct state from flow_run');
    expect(runs).toEqual([{ state: 'done' }]);
    expect(engine.errors).toEqual([]);
  });

  it('leaves to the dispatcher what the window of the next connection does not take', async () => {
    const jobIds = await start(3);
    const worker = engine.workerNamed('w1', undefined, lanes(10, ['second', 1], ['third', 0]));
    await worker.run({ connectionId: 'first', jobIds });
    await worker.idle();
    expect(await countOf('second', 'done')).toBe(1);
    expect(await countOf('second', 'ready')).toBe(2);
    expect(await countOf('third', 'ready')).toBe(1);
  });

  it('does not push ahead of what waits for the same connection', async () => {
    const jobIds = await start(2, [step('first', 'same'), step('second', 'same')]);
    const worker = engine.workerNamed('w1', undefined, lanes(10, ['same', 10]));
    await engine.start('3');
    await worker.run({ connectionId: 'same', jobIds });
    await worker.idle();
    expect(await countOf('second', 'ready')).toBe(2);
    expect(await countOf('first', 'ready')).toBe(1);
  });

  it('goes on with nothing once it is to stop', async () => {
    const jobIds = await start(1);
    const worker = engine.workerNamed('w1', undefined, lanes(10));
    worker.windDown();
    await worker.run({ connectionId: 'first', jobIds });
    await worker.idle();
    expect(await engine.states()).toEqual(['first done', 'second ready']);
  });

  it('holds what it went on with: a worker that died is looked after by the sweeper', async () => {
    let reached: () => void = () => undefined;
    const hanging = new Promise<void>((resolve) => (reached = resolve));
    let dies = true;
    const steps = [
      step('first'),
      aStep({
        ...step('second'),
        execute: async () => {
          if (!dies) return { kind: 'done', facts: ['second'] };
          reached();
          return new Promise<never>(() => undefined);
        },
        find: async () => null,
      }),
    ];
    const jobIds = await start(1, steps);
    const dead = engine.workerNamed('dead', undefined, lanes(10));
    void dead.run({ connectionId: 'first', jobIds });
    await hanging;
    dies = false;
    await engine.loseLeases();
    await engine.sweeper.sweep();
    await engine.drain(engine.workerNamed('w2'));
    expect(await engine.facts('1')).toEqual(['first', 'second']);
  });
});

describe('outcomes that are stored together', () => {
  let engine: EngineHarness;
  afterEach(async () => engine.close());

  it('are all stored, those of the same run one after the other', async () => {
    const parts = aStep({
      name: 'parts',
      items: () => ['a', 'b', 'c'].map((key) => ({ key, connectionId: 'c' })),
      execute: async ({ item }) => ({ kind: 'done', facts: [item.key] }),
    });
    engine = await EngineHarness.open([parts]);
    for (const id of ['1', '2', '3', '4']) await engine.start(id);
    await engine.drain();
    for (const id of ['1', '2', '3', '4']) expect([...(await engine.facts(id))].sort()).toEqual(['a', 'b', 'c']);
  });

  it('do not suffer from one among them that cannot be stored', async () => {
    const step = aStep({
      name: 'create',
      execute: async ({ subject }) => ({
        kind: 'done',
        facts: ['made'],
        effect: async (sql) => {
          if (subject.id === '2') await sql.query('select 1 / 0');
        },
      }),
    });
    engine = await EngineHarness.open([step]);
    for (const id of ['1', '2', '3']) await engine.start(id);
    await engine.worker.run({ connectionId: 'c', jobIds: await engine.queueDue() });
    expect([...(await engine.states())].sort()).toEqual(['create done', 'create done', 'create running']);
    expect(await engine.facts('2')).toEqual([]);
    expect(engine.errors).toHaveLength(1);
  });
});
