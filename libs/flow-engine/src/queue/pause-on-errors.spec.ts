import { EventEmitter } from 'node:events';
import { pauseOnErrors, type PausableWorker } from './pause-on-errors';

class FakeWorker extends EventEmitter implements PausableWorker {
  readonly calls: string[] = [];
  async pause(): Promise<void> {
    this.calls.push('pause');
  }
  async resume(): Promise<void> {
    this.calls.push('resume');
  }
}

describe('a worker of the queue that fails', () => {
  let worker: FakeWorker;
  let now: number;
  const told: string[] = [];
  const fail = (): boolean => worker.emit('error', new Error('The connection was cut.'));
  const pass = (ms: number): void => {
    now += ms;
    jest.advanceTimersByTime(ms);
  };
  const guard = () =>
    pauseOnErrors(
      worker,
      ({ message }) => told.push(message),
      () => now,
    );

  beforeEach(() => {
    jest.useFakeTimers();
    worker = new FakeWorker();
    now = 0;
    told.length = 0;
  });
  afterEach(() => jest.useRealTimers());

  it('rests before it asks again, and every error is told', () => {
    guard();
    fail();
    fail();
    expect(worker.calls).toEqual(['pause']);
    expect(told).toHaveLength(2);
    pass(250);
    expect(worker.calls).toEqual(['pause', 'resume']);
  });

  it('rests longer each time, and no longer than five seconds', () => {
    guard();
    for (const ms of [250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]) {
      worker.calls.length = 0;
      fail();
      pass(ms - 1);
      expect(worker.calls).toEqual(['pause']);
      pass(1);
      expect(worker.calls).toEqual(['pause', 'resume']);
    }
  });

  it('rests shortly again once it worked for a while', () => {
    guard();
    fail();
    pass(250);
    fail();
    pass(20_000);
    worker.calls.length = 0;
    fail();
    pass(250);
    expect(worker.calls).toEqual(['pause', 'resume']);
  });

  it('is not woken any more when it is about to be closed', () => {
    const pauses = guard();
    fail();
    pauses.stop();
    pass(60_000);
    expect(worker.calls).toEqual(['pause']);
    fail();
    expect(worker.calls).toEqual(['pause']);
  });
});
