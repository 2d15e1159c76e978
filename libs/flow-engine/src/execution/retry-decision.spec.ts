import { AuthenticationError, RateLimitedError, UnknownOutcomeError } from '@crossdock/connector-kit';
import { MAX_ATTEMPTS, retryAfterMs, retryDecision, toJobError, type FailedJob, type JobError } from './retry-decision';

const failed: FailedJob = { kind: 'command', attempts: 0, canFind: true, retryPausesMs: undefined };
const error = (errorClass: JobError['class']): JobError => ({
  class: errorClass,
  code: 'c',
  summary: 's',
  fix: null,
  vendorCode: null,
  field: null,
  httpStatus: null,
});
const decide = (errorClass: JobError['class'], job: Partial<FailedJob> = {}, wait = 0): unknown =>
  retryDecision(error(errorClass), wait, { ...failed, ...job }, 0.5);

describe('deciding what comes after a failure', () => {
  it('waits as the vendor says when throttled, and counts nothing', () => {
    expect(decide('throttled', {}, 7_000)).toEqual({
      next: 'retry',
      afterMs: 7_125,
      counts: false,
      lookUpFirst: false,
    });
  });

  it('looks up first when the outcome is unknown, or something is there already', () => {
    expect(decide('unknown-outcome')).toMatchObject({ next: 'retry', lookUpFirst: true, counts: true });
    expect(decide('conflict')).toMatchObject({ next: 'retry', lookUpFirst: true });
  });

  it('puts a command whose outcome cannot be looked up in front of a person', () => {
    expect(decide('unknown-outcome', { canFind: false })).toEqual({ next: 'in-doubt' });
    expect(decide('unknown-outcome', { canFind: false, kind: 'state' })).toMatchObject({ next: 'retry' });
  });

  it('stops the connection, not the job, when credentials are refused', () => {
    expect(decide('authentication')).toEqual({ next: 'hold-connection' });
  });

  it.each(['rejected', 'configuration'] as const)('never repeats what was %s', (errorClass) => {
    expect(decide(errorClass)).toEqual({ next: 'dead' });
  });

  it('grows the pauses between tries and gives up in the end', () => {
    const pauses = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, attempts) => {
      const decision = retryDecision(error('transient'), 0, { ...failed, attempts }, 0.5);
      return decision.next === 'retry' ? decision.afterMs : NaN;
    });
    expect(pauses).toEqual([...pauses].sort((left, right) => left - right));
    expect(decide('transient', { attempts: MAX_ATTEMPTS - 1 })).toEqual({ next: 'dead' });
  });

  it('never gives up on a feed', () => {
    expect(decide('transient', { kind: 'poll', attempts: 1_000 })).toMatchObject({ next: 'retry' });
  });

  it('keeps to the pauses of a step that has its own', () => {
    const retryPausesMs = [1_000, 60_000];
    expect(decide('transient', { attempts: 1, retryPausesMs })).toMatchObject({ next: 'retry', afterMs: 45_000 });
    expect(decide('transient', { attempts: 2, retryPausesMs })).toEqual({ next: 'dead' });
  });

  it('gives up early on our own bugs', () => {
    expect(decide('bug', { attempts: 1 })).toMatchObject({ next: 'retry' });
    expect(decide('bug', { attempts: 2 })).toEqual({ next: 'dead' });
  });
});

describe('keeping an error', () => {
  it('keeps what a connector says about it', () => {
    const facts = { code: 'http.timeout', summary: 'No answer.', fix: 'Wait.', field: 'x', httpStatus: 504 };
    expect(toJobError(new UnknownOutcomeError(facts))).toEqual({
      class: 'unknown-outcome',
      vendorCode: null,
      ...facts,
    });
    expect(toJobError(new AuthenticationError({ code: 'a', summary: 's' }))).toMatchObject({ class: 'authentication' });
  });

  it('calls everything else a bug', () => {
    expect(toJobError(new TypeError('x is undefined'))).toMatchObject({
      class: 'bug',
      summary: 'TypeError: x is undefined',
    });
    expect(toJobError('text')).toMatchObject({ class: 'bug' });
  });

  it('reads the wait that an error asks for', () => {
    expect(retryAfterMs(new RateLimitedError(1_500, { code: 'c', summary: 's' }))).toBe(1_500);
    expect(retryAfterMs(new Error('x'))).toBe(0);
  });
});
