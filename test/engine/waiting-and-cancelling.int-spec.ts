import { storeInboxMessage } from '@crossdock/flow-engine';
import { waitFor } from '../support';
import { aStep, EngineHarness, type CountStep } from './harness';

const WAITING_FOR_A_LOCK = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

const message = (deduplicationKey: string) => ({
  connectionId: 'c',
  deduplicationKey,
  events: [{ type: 'fulfilment-changed', remoteId: 'R1' } as const],
  body: Buffer.from('{}'),
});

describe('a step that waits for the outside world', () => {
  let engine: EngineHarness;
  let isReady = false;
  let looks = 0;
  const waiting: CountStep = aStep({
    name: 'wait',
    kind: 'wait',
    execute: async () => {
      looks += 1;
      return isReady
        ? { kind: 'done', facts: ['ready'] }
        : { kind: 'waiting', pollAfterMs: 3_600_000, awaitKey: 'c/fulfilment/R1', note: 'Waiting.' };
    },
  });

  beforeEach(async () => {
    isReady = false;
    looks = 0;
    engine = await EngineHarness.open([waiting]);
    await engine.start('1001');
    await engine.drain();
  });
  afterEach(async () => engine.close());

  it('is not looked at again before its time, and leaves no trace of looking', async () => {
    await engine.drain();
    expect(looks).toBe(1);
    expect(await engine.states()).toEqual(['wait waiting']);
    expect(await engine.outcomes()).toEqual([]);
  });

  it('is woken by a message, and reads the present state itself', async () => {
    isReady = true;
    await engine.database.transaction(async (sql) => storeInboxMessage(sql, message('e1')));
    await engine.drain();
    expect(await engine.facts('1001')).toEqual(['ready']);
  });

  it('is woken once by a message that comes a hundred times', async () => {
    const stored = await Promise.all(
      Array.from({ length: 100 }, async () =>
        engine.database.transaction(async (sql) => storeInboxMessage(sql, message('e1'))),
      ),
    );
    expect(stored.filter((isNew) => isNew)).toHaveLength(1);
    await engine.drain();
    expect(looks).toBe(2);
    const [inbox] = await engine.database.query<{ deliveries: number }>('select deliveries from inbox_message');
    expect(inbox?.deliveries).toBe(100);
  });

  it('looks once more when a message comes while it is looking', async () => {
    await engine.hurry();
    const [job] = await engine.claim('w1');
    await engine.database.transaction(async (sql) => storeInboxMessage(sql, message('e2')));
    const outcome = { kind: 'waiting', pollAfterMs: 3_600_000, awaitKey: 'c/fulfilment/R1', note: 'Waiting.' } as const;
    await engine.settle(job!, outcome, 'w1');
    isReady = true;
    await engine.drain();
    expect(await engine.facts('1001')).toEqual(['ready']);
  });

  it('goes in front of a person when it takes too long', async () => {
    await engine.database.query(`update sync_job set give_up_at = now() - interval '1 minute'`);
    await engine.hurry();
    await engine.drain();
    const [job] = await engine.jobs();
    expect(job).toMatchObject({ state: 'dead', error: { code: 'wait.too-long' } });
  });
});

describe('cancelling a flow', () => {
  let engine: EngineHarness;
  let warehouseAgrees = true;
  const steps = [
    aStep({ name: 'pack', execute: async () => ({ kind: 'done', facts: ['packed'] }) }),
    aStep({
      name: 'ship',
      kind: 'wait',
      after: ['pack'],
      execute: async () => ({ kind: 'waiting', pollAfterMs: 3_600_000, awaitKey: null, note: 'Waiting.' }),
    }),
    aStep({
      name: 'unpack',
      kind: 'state',
      phase: 'undo',
      execute: async () =>
        warehouseAgrees
          ? { kind: 'done', facts: ['unpacked'] }
          : { kind: 'undo-refused', reason: 'On the ramp.', facts: ['refused'] },
    }),
  ];
  const cancel = async (): Promise<void> => {
    await engine.database.transaction(async (sql) =>
      engine.actions.cancelFlow(sql, 'counting', '1001', 'changed my mind'),
    );
    await engine.drain();
  };
  const runState = async (): Promise<string | undefined> =>
    (await engine.database.query<{ state: string }>('select state from flow_run'))[0]?.state;

  beforeEach(async () => {
    warehouseAgrees = true;
    engine = await EngineHarness.open(steps);
    await engine.start('1001');
    await engine.drain();
  });
  afterEach(async () => engine.close());

  it('stops what waits, undoes what was done, and ends', async () => {
    await cancel();
    expect(await engine.states()).toEqual(['pack done', 'ship cancelled', 'unpack done']);
    expect(await engine.facts('1001')).toEqual(['packed', 'unpacked']);
    expect(await runState()).toBe('cancelled');
  });

  it('lets a step finish that is handed over at that very moment, and undoes it afterwards', async () => {
    const ship = (await engine.jobs()).find((job) => job.step === 'ship');
    let asked: Promise<unknown> = Promise.resolve();
    await engine.database.transaction(async (dispatcher) => {
      await dispatcher.query(`update sync_job set state = 'queued', queued_at = now() where id = $1`, [ship!.id]);
      asked = engine.database.transaction(async (sql) => engine.actions.cancelFlow(sql, 'counting', '1001', 'no more'));
      await waitFor(async () => (await engine.database.query(WAITING_FOR_A_LOCK)).length > 0);
    });
    await asked;
    expect(await engine.states()).toEqual(['pack done', 'ship queued']);
    await engine.worker.run({ connectionId: 'c', jobIds: [ship!.id] });
    await engine.drain();
    expect(await engine.states()).toEqual(['pack done', 'ship cancelled', 'unpack done']);
  });

  it('goes on where it was when the outside world refuses, and may be asked again', async () => {
    warehouseAgrees = false;
    await cancel();
    expect(await engine.states()).toEqual(['pack done', 'ship waiting', 'unpack superseded']);
    expect(await runState()).toBe('running');
    warehouseAgrees = true;
    await cancel();
    expect(await engine.facts('1001')).toEqual(['packed', 'refused', 'unpacked']);
    expect(await runState()).toBe('cancelled');
  });

  it('skips a step by hand and goes on', async () => {
    const ship = (await engine.jobs()).find((job) => job.step === 'ship');
    await engine.actions.skip(ship!.id, 'Collected by the customer.');
    expect(await runState()).toBe('done');
  });
});
