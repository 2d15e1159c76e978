import { verdictOn, type Situation } from './verdict';

type Connection = Situation['connections'][number];
const connection = (changes: Partial<Connection> & { ready?: number } = {}): Connection => ({
  id: 'erp',
  state: 'ok',
  drainSeconds: 0,
  ...changes,
  backlog: { ready: changes.ready ?? 0, running: 0, dead: 0 },
});
const verdict = (changes: Partial<Situation>): [string, string[]] => {
  const { level, concerns } = verdictOn({
    connections: [connection()],
    attention: 0,
    deadJobs: 0,
    inDoubtJobs: 0,
    ...changes,
  });
  return [level, concerns.map(({ code }) => code)];
};

describe('the start page says', () => {
  it('that all is well when nothing stands still and nobody is needed', () => {
    expect(verdict({})).toEqual(['good', []]);
  });

  it('that a person is needed, and for what', () => {
    expect(verdict({ attention: 2, deadJobs: 2 })).toEqual(['warning', ['attention']]);
    expect(verdict({ deadJobs: 1 })).toEqual(['warning', ['failed-jobs']]);
    expect(verdict({ inDoubtJobs: 1 })).toEqual(['warning', ['in-doubt']]);
  });

  it.each(['sign-in-needed', 'held'] as const)('that it is bad when a connection is %s, before all else', (state) => {
    expect(verdict({ attention: 1, connections: [connection({ state })] })).toEqual(['bad', [state, 'attention']]);
  });

  it('that somebody paused a connection, after what is worse', () => {
    expect(verdict({ attention: 1, connections: [connection({ state: 'paused', ready: 90 })] })).toEqual([
      'warning',
      ['attention', 'paused'],
    ]);
  });

  it.each([
    ['takes long to work off', { ready: 21, drainSeconds: 16 * 60 }, ['slow']],
    ['is not worked off at all', { ready: 21, drainSeconds: null }, ['slow']],
    ['is worked off soon', { ready: 5_000, drainSeconds: 14 * 60 }, []],
    ['is hardly one', { ready: 20, drainSeconds: null }, []],
  ])('whether a backlog %s', (_what, changes, codes) => {
    expect(verdict({ connections: [connection(changes)] })[1]).toEqual(codes);
  });
});
