import { canaryVerdict, itemOutcome, runVerdict } from './verdict';

describe('the canary', () => {
  it('is waited for', () => {
    expect(canaryVerdict({ sent: 5, settled: 4, sameError: 0 })).toBe('wait');
    expect(canaryVerdict({ sent: 5, settled: 3, sameError: 1 })).toBe('wait');
  });

  it('lets the others go when it works, also when one was broken in its own way', () => {
    expect(canaryVerdict({ sent: 5, settled: 5, sameError: 0 })).toBe('go-on');
    expect(canaryVerdict({ sent: 5, settled: 5, sameError: 1 })).toBe('go-on');
  });

  it('stops everything as soon as the same error has come back twice', () => {
    expect(canaryVerdict({ sent: 5, settled: 2, sameError: 2 })).toBe('stop');
  });

  it('that is alone decides alone', () => {
    expect(canaryVerdict({ sent: 1, settled: 1, sameError: 1 })).toBe('stop');
    expect(canaryVerdict({ sent: 1, settled: 1, sameError: 0 })).toBe('go-on');
  });

  it('that was left out altogether stops nothing', () => {
    expect(canaryVerdict({ sent: 0, settled: 0, sameError: 0 })).toBe('go-on');
  });
});

describe('the others', () => {
  it('stop when every second one fails as before', () => {
    expect(runVerdict({ settled: 20, sameError: 10 })).toBe('stop');
    expect(runVerdict({ settled: 20, sameError: 9 })).toBe('go-on');
  });
});

describe('a job that was tried again', () => {
  const before = 'cause-1';
  it.each([
    ['ready', null, null, 'under-way'],
    ['running', null, null, 'under-way'],
    ['ready', 'cause-2', 'throttled', 'under-way'],
    ['done', null, null, 'done'],
    ['skipped', null, null, 'done'],
    ['waiting', null, null, 'done'],
    ['dead', 'cause-1', 'rejected', 'same-error'],
    ['ready', 'cause-1', 'transient', 'same-error'],
    ['dead', 'cause-2', 'rejected', 'other-error'],
    ['in-doubt', 'cause-2', 'unknown-outcome', 'other-error'],
    ['cancelled', 'cause-1', 'rejected', 'left'],
    ['superseded', null, null, 'left'],
  ])('that is %s with %s (%s) is %s', (state, cause, errorClass, outcome) => {
    expect(itemOutcome({ state, cause, errorClass }, before)).toBe(outcome);
  });
});
