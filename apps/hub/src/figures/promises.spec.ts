import { promisesOf, type FigureSums, type Promised } from './promises';

const NOTHING: FigureSums = {
  shipped: 0,
  straightThrough: 0,
  attempts: 0,
  failures: 0,
  duplicates: 0,
  delays: new Map(),
};
const promise = (name: Promised['name'], sums: Partial<FigureSums>): Promised =>
  promisesOf({ ...NOTHING, ...sums }).find((candidate) => candidate.name === name)!;

describe('the promises', () => {
  it('say nothing where nothing was measured', () => {
    expect(promisesOf(NOTHING).map(({ name, value, isKept }) => [name, value, isKept])).toEqual([
      ['straight-through', null, null],
      ['time-to-warehouse', null, null],
      ['failed-calls', null, null],
      ['duplicates', 0, true],
      ['oversells', null, null],
    ]);
    expect(promise('oversells', {}).of).toBeNull();
  });

  it.each([
    [98, true],
    [97, false],
  ])('of straight-through orders: %d of 100 is kept: %s', (straightThrough, isKept) => {
    expect(promise('straight-through', { shipped: 100, straightThrough })).toMatchObject({ isKept, of: 100 });
  });

  it('of time is about half of all orders', () => {
    const most = promise('time-to-warehouse', {
      delays: new Map([
        [5, 10],
        [50, 9],
      ]),
    });
    expect([most.isKept, most.of]).toEqual([true, 19]);
    expect(
      promise('time-to-warehouse', {
        delays: new Map([
          [5, 9],
          [50, 11],
        ]),
      }).isKept,
    ).toBe(false);
  });

  it('of never twice is broken by one', () => {
    expect(promise('duplicates', { duplicates: 1 }).isKept).toBe(false);
  });

  it('of calls is broken by more than one failure in fifty', () => {
    expect(promise('failed-calls', { attempts: 100, failures: 2 }).isKept).toBe(true);
    expect(promise('failed-calls', { attempts: 100, failures: 3 }).isKept).toBe(false);
  });
});
