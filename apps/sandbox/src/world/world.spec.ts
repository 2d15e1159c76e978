import { World } from './world';

describe('the timers of a simulated system', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  function recording(): { world: World; rung: string[] } {
    const rung: string[] = [];
    return { world: new World((kind) => rung.push(kind)), rung };
  }

  it('ring in the order in which they are due, also after the process was busy for long', () => {
    const { world, rung } = recording();
    const alarms: (() => void)[] = [];
    jest.spyOn(globalThis, 'setTimeout').mockImplementation((ring) => {
      alarms.push(ring);
      return 0 as unknown as NodeJS.Timeout;
    });
    world.after(1_000, 'collected', {});
    world.after(300, 'confirmed', {});
    world.after(1_000, 'collected again', {});

    jest.setSystemTime(5_000);
    // Node rings a late alarm before an earlier one of another length.
    for (const ring of alarms.reverse()) ring();

    expect(rung).toEqual(['confirmed', 'collected', 'collected again']);
  });

  it('ring each at its time', () => {
    const { world, rung } = recording();
    world.after(20, 'late', {});
    world.after(10, 'early', {});

    jest.advanceTimersByTime(10);
    expect(rung).toEqual(['early']);

    jest.advanceTimersByTime(10);
    expect(rung).toEqual(['early', 'late']);
  });

  it('may set the next one while they ring', () => {
    const rung: string[] = [];
    const world: World = new World((kind) => {
      rung.push(kind);
      if (kind === 'first') world.after(5, 'second', {});
    });
    world.after(5, 'first', {});

    jest.advanceTimersByTime(10);

    expect(rung).toEqual(['first', 'second']);
  });

  it('go on after one of them failed', () => {
    const rung: string[] = [];
    const world = new World((kind) => {
      rung.push(kind);
      if (kind === 'fails') throw new Error('no');
    });
    world.after(5, 'fails', {});
    world.after(5, 'follows', {});

    expect(() => {
      jest.advanceTimersByTime(5);
    }).toThrow('no');
    jest.advanceTimersByTime(1);

    expect(rung).toEqual(['fails', 'follows']);
  });

  it('outlive a restart in a snapshot, and end with a reset', () => {
    const { world } = recording();
    world.after(10, 'kept', {});
    const after = recording();
    after.world.restore(world.snapshot());
    jest.advanceTimersByTime(10);
    expect(after.rung).toEqual(['kept']);

    after.world.after(10, 'forgotten', {});
    after.world.reset();
    jest.advanceTimersByTime(10);
    expect(after.rung).toEqual(['kept']);
  });
});
