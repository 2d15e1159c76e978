import { Scheduler, type Schedule } from '@crossdock/flow-engine';
import { startPanelApi, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let operator: Visitor;
beforeAll(async () => {
  panel = await startPanelApi();
  operator = await panel.as('operator');
});
afterAll(async () => panel.close());

let work: () => Promise<void> = async () => undefined;
const nightly: Schedule = { name: 'nightly', cron: '15 3 * * *', timeZone: 'Europe/Warsaw', run: async () => work() };
const tick = async (): Promise<void> => new Scheduler(panel.database, [nightly], () => undefined).runDue();

describe('schedules', () => {
  it('show their next times on the wall clock of their place', async () => {
    await tick();
    const { body } = await operator.get('/schedules/nightly');
    expect(body).toMatchObject({ id: 'nightly', state: 'waiting', ranAt: null, problem: null, runs: [] });
    expect(body.nextTimes).toHaveLength(5);
    const nextTimes: string[] = body.nextTimes;
    const hours = nextTimes.map((at) =>
      new Date(at).toLocaleTimeString('pl', { timeZone: 'Europe/Warsaw', timeStyle: 'short' }),
    );
    expect(new Set(hours)).toEqual(new Set(['03:15']));
    expect((await operator.get('/schedules')).body).toHaveLength(1);
  });

  it('run once when a person says so twice', async () => {
    let runs = 0;
    work = async () => {
      runs += 1;
    };
    expect((await operator.post('/schedules/nightly/run')).status).toBe(202);
    expect((await operator.post('/schedules/nightly/run')).status).toBe(202);
    await tick();
    await tick();
    expect(runs).toBe(1);
    const { body } = await operator.get('/schedules/nightly');
    expect(body.runs).toEqual([expect.objectContaining({ outcome: 'done', problem: null })]);
    expect(body.ranAt).not.toBeNull();
  });

  it('say why they failed, and are run again at once when asked', async () => {
    work = async () => {
      throw new Error('No room.');
    };
    await operator.post('/schedules/nightly/run');
    await tick();
    expect((await operator.get('/schedules/nightly')).body).toMatchObject({
      state: 'failed',
      problem: 'No room.',
      runs: [{ outcome: 'failed', problem: 'No room.' }, { outcome: 'done' }],
    });
    work = async () => undefined;
    await operator.post('/schedules/nightly/run');
    await tick();
    expect((await operator.get('/schedules/nightly')).body).toMatchObject({ state: 'waiting', problem: null });
  });

  it('cannot be run while they run', async () => {
    work = async () => {
      expect(await operator.post('/schedules/nightly/run')).toMatchObject({ status: 409 });
      expect((await operator.get('/schedules/nightly')).body).toMatchObject({ state: 'running' });
    };
    await operator.post('/schedules/nightly/run');
    await tick();
    expect((await operator.get('/schedules/nightly')).body).toMatchObject({ state: 'waiting' });
    expect((await operator.post('/schedules/none/run')).status).toBe(404);
  });
});
