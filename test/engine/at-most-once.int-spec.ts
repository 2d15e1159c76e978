import { RejectedByVendorError, TransientError, UnknownOutcomeError } from '@crossdock/connector-kit';
import { aStep, EngineHarness, type CountOutcome, type CountStep } from './harness';

/** A remote system that makes a document and, when told so, is not heard of again. */
class Remote {
  readonly documents: string[] = [];
  answersLost = 0;
  creates = 0;
  finds = 0;

  readonly step: CountStep = aStep({
    name: 'create',
    execute: async ({ subject }) => {
      this.creates += 1;
      this.documents.push(subject.id);
      if (this.answersLost > 0) {
        this.answersLost -= 1;
        throw new UnknownOutcomeError({ code: 'http.timeout', summary: 'No answer came.' });
      }
      return made(`${this.documents.length}`);
    },
    find: async ({ subject }) => {
      this.finds += 1;
      const index = this.documents.indexOf(subject.id);
      return index < 0 ? null : made(`${index + 1}`);
    },
  });
}

const made = (id: string): CountOutcome => ({ kind: 'done', facts: [`made ${id}`], result: { id } });

describe('a command', () => {
  let engine: EngineHarness;
  afterEach(async () => engine.close());

  it('is done once when all goes well, without a look-up', async () => {
    const remote = new Remote();
    engine = await EngineHarness.open([remote.step]);
    await engine.start('1001');
    await engine.drain();
    expect(await engine.states()).toEqual(['create done']);
    expect([remote.creates, remote.finds]).toEqual([1, 0]);
    expect(await engine.facts('1001')).toEqual(['made 1']);
  });

  it('is looked up before it is repeated when its outcome is unknown', async () => {
    const remote = new Remote();
    remote.answersLost = 1;
    engine = await EngineHarness.open([remote.step]);
    await engine.start('1001');
    await engine.drain();
    await engine.hurry();
    await engine.drain();
    expect(remote.documents).toEqual(['1001']);
    expect(await engine.facts('1001')).toEqual(['made 1']);
    expect(await engine.outcomes()).toEqual(['ready', 'found']);
  });

  it('that cannot be looked up is put in front of a person when its worker died, and sent again only by that person', async () => {
    let sent = 0;
    engine = await EngineHarness.open([aStep({ name: 'create', execute: async () => made(String((sent += 1))) })]);
    await engine.start('1001');
    const [job] = await engine.claim('dead worker');
    await engine.loseLeases();
    await engine.sweeper.sweep();
    await engine.drain();
    expect(sent).toBe(0);
    expect(await engine.states()).toEqual(['create in-doubt']);
    await engine.actions.retry(job!.id);
    await engine.drain();
    expect(sent).toBe(1);
    expect(await engine.states()).toEqual(['create done']);
  });

  it('is looked up when the worker that did it died before the outcome was stored', async () => {
    const remote = new Remote();
    engine = await EngineHarness.open([remote.step]);
    await engine.start('1001');
    const [job] = await engine.claim('dead worker');
    remote.documents.push(job!.subjectId);
    await engine.loseLeases();
    await engine.sweeper.sweep();
    await engine.drain();
    expect(remote.documents).toEqual(['1001']);
    expect(await engine.states()).toEqual(['create done']);
  });

  it('keeps its key over failures, restarts and a retry by hand', async () => {
    const keys: string[] = [];
    let fails = 2;
    const step = aStep({
      name: 'create',
      execute: async ({ idempotencyKey }) => {
        keys.push(idempotencyKey);
        if (fails-- > 0) throw new RejectedByVendorError({ code: 'x', summary: 'No.' });
        return made('1');
      },
    });
    engine = await EngineHarness.open([step]);
    await engine.start('1001');
    await engine.drain();
    for (let again = 0; again < 2; again += 1) {
      const [job] = await engine.jobs();
      await engine.actions.retry(job!.id);
      await engine.drain();
    }
    expect(new Set(keys)).toEqual(new Set(['counting:1001:create']));
    expect(keys).toHaveLength(3);
  });

  it('goes in front of a person when its outcome is unknown and cannot be looked up; binding by hand ends it', async () => {
    const step = aStep({
      name: 'create',
      execute: async () => {
        throw new UnknownOutcomeError({ code: 'http.timeout', summary: 'No answer came.' });
      },
      bind: (_call, id) => made(id),
    });
    engine = await EngineHarness.open([step]);
    await engine.start('1001');
    await engine.drain();
    expect(await engine.states()).toEqual(['create in-doubt']);
    const [job] = await engine.jobs();
    await engine.actions.bind(job!.id, { id: '77', number: null });
    expect(await engine.states()).toEqual(['create done']);
    expect(await engine.facts('1001')).toEqual(['made 77']);
  });

  it('is not stored half: an effect that fails takes the facts with it', async () => {
    const step = aStep({
      name: 'create',
      execute: async () => ({
        kind: 'done',
        facts: ['half'],
        effect: async (sql) => {
          await sql.query(`insert into counted (id) values ('side')`);
          throw new RejectedByVendorError({ code: 'effect.refused', summary: 'Refused while it was stored.' });
        },
      }),
    });
    engine = await EngineHarness.open([step]);
    await engine.start('1001');
    await engine.drain();
    const [job] = await engine.jobs();
    expect(job).toMatchObject({ state: 'dead', error: { code: 'effect.refused' } });
    expect(await engine.facts('1001')).toEqual([]);
    expect(await engine.database.query(`select id from counted where id = 'side'`)).toEqual([]);
  });
});

describe('the fence', () => {
  let engine: EngineHarness;
  afterEach(async () => engine.close());

  it('refuses the outcome of a worker that was thought dead and came back late', async () => {
    engine = await EngineHarness.open([
      aStep({ name: 'create', execute: async () => made('new'), find: async () => null }),
    ]);
    await engine.start('1001');
    const [stale] = await engine.claim('frozen worker');
    await engine.loseLeases();
    await engine.sweeper.sweep();
    await engine.drain(engine.workerNamed('w2'));
    expect(await engine.settle(stale!, made('old'), 'frozen worker')).toBe(false);
    expect(await engine.facts('1001')).toEqual(['made new']);
    expect(await engine.outcomes()).toEqual(['done', 'refused-late']);
  });

  it('refuses it also while the new worker is still at work', async () => {
    engine = await EngineHarness.open([aStep({ name: 'create', execute: async () => made('x') })]);
    await engine.start('1001');
    const [stale] = await engine.claim('frozen worker');
    await engine.loseLeases();
    await engine.sweeper.sweep();
    const [fresh] = await engine.claim('w2');
    expect(await engine.settle(stale!, made('old'), 'frozen worker')).toBe(false);
    expect(await engine.settle(fresh!, made('new'), 'w2')).toBe(true);
    expect(await engine.facts('1001')).toEqual(['made new']);
  });

  it('lets one of many workers take a job', async () => {
    engine = await EngineHarness.open([aStep({ name: 'create', execute: async () => made('x') })]);
    for (const id of ['a', 'b', 'c', 'd']) await engine.start(id);
    const ids = await engine.queueDue();
    const workers = Array.from({ length: 8 }, (_, index) => engine.workerNamed(`w${index}`));
    await Promise.all(workers.map(async (worker) => worker.run({ connectionId: 'c', jobIds: ids })));
    expect(await engine.outcomes()).toEqual(['done', 'done', 'done', 'done']);
    for (const id of ['a', 'b', 'c', 'd']) expect(await engine.facts(id)).toEqual(['made x']);
  });
});

describe('the sweeper', () => {
  let engine: EngineHarness;
  afterEach(async () => engine.close());

  it('finds jobs whose hand-over was lost with the queue', async () => {
    engine = await EngineHarness.open([aStep({ name: 'create', execute: async () => made('x') })]);
    await engine.start('1001');
    await engine.queueDue();
    await engine.database.query(`update sync_job set queued_at = now() - interval '1 minute'`);
    expect(await engine.sweeper.sweep()).toBe(1);
    await engine.drain();
    expect(await engine.states()).toEqual(['create done']);
  });

  it('puts a job that kills its workers in front of a person', async () => {
    engine = await EngineHarness.open([aStep({ name: 'create', execute: async () => made('x') })]);
    await engine.start('1001');
    for (let death = 0; death < 6; death += 1) await die(`victim ${death}`);
    const [job] = await engine.jobs();
    expect(job).toMatchObject({ state: 'dead', error: { code: 'job.poison' } });
  });

  it('runs a job again at once when its worker died, and after a rest when that happens again', async () => {
    engine = await EngineHarness.open([aStep({ name: 'create', execute: async () => made('x') })]);
    await engine.start('1001');
    const restsS: number[] = [];
    for (let death = 0; death < 5; death += 1) {
      await die(`victim ${death}`);
      restsS.push(await restS());
    }
    expect(restsS).toEqual([0, 10, 20, 40, 80]);
  });

  /** Its rest is over when the next worker comes. */
  const die = async (worker: string): Promise<void> => {
    await engine.database.query(`update sync_job set due_at = now()`);
    await engine.claim(worker);
    await engine.loseLeases();
    await engine.sweeper.sweep();
  };
  /** How long the job still rests, as it was stored. */
  const restS = async (): Promise<number> => {
    const [job] = await engine.database.query<{ rest: number }>(
      `select greatest(round(extract(epoch from due_at - now()) / 10) * 10, 0)::int as rest from sync_job`,
    );
    return job!.rest;
  };

  it('leaves jobs alone whose workers live', async () => {
    engine = await EngineHarness.open([aStep({ name: 'create', execute: async () => made('x') })]);
    await engine.start('1001');
    await engine.claim('w1');
    expect(await engine.sweeper.sweep()).toBe(0);
    expect(await engine.states()).toEqual(['create running']);
  });
});

describe('a step that fails for a while', () => {
  let engine: EngineHarness;
  afterEach(async () => engine.close());

  it('is tried again and then forgets its failures', async () => {
    let fails = 3;
    const step = aStep({
      name: 'create',
      execute: async () => {
        if (fails-- > 0) throw new TransientError({ code: 'http.503', summary: 'Not now.' });
        return made('x');
      },
    });
    engine = await EngineHarness.open([step]);
    await engine.start('1001');
    for (let round = 0; round < 4; round += 1) {
      await engine.drain();
      await engine.hurry();
    }
    const [job] = await engine.jobs();
    expect(job).toMatchObject({ state: 'done', attempts: 0, error: null });
    expect(await engine.outcomes()).toEqual(['ready', 'ready', 'ready', 'done']);
  });
});
