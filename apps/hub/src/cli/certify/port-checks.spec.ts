import {
  AuthenticationError,
  ConfigurationError,
  RateLimitedError,
  RejectedByVendorError,
  UnmappedValueError,
} from '@crossdock/connector-kit';
import { NotAsExpected, type Check, type Expectation } from './check';
import { PortChecks } from './port-checks';
import { withoutSecrets } from './secrets';

const facts = { code: 'test', summary: 'No such payment.' };
const anything: Expectation<unknown> = { describe: () => 'fine' };
const refusable: Expectation<unknown> = { ...anything, refusalIsAnswer: 'a real one is needed.' };

describe('a check', () => {
  const noted: Check[] = [];
  const checks = new PortChecks('payments', {
    clean: withoutSecrets({ token: 'geheim', inner: { keys: ['tajne'] }, short: 'x' }),
    add: (check) => noted.push(check),
  });

  beforeEach(() => {
    noted.length = 0;
  });

  async function outcomeOf(call: () => Promise<unknown>, expected = anything): Promise<Check | undefined> {
    await checks.run('refund', call, expected);
    return noted[0];
  }

  it('says how a call went and how long it took', async () => {
    const outcome = await checks.run('refund', async () => 7, anything);
    expect(outcome).toEqual({ ok: true, result: 7 });
    expect(noted).toEqual([
      { port: 'payments', operation: 'refund', ok: true, ms: expect.any(Number) as number, detail: 'fine' },
    ]);
  });

  it('fails when what came back is not right', async () => {
    const wrong: Expectation<unknown> = {
      describe: () => {
        throw new NotAsExpected('the label is empty');
      },
    };
    expect(await outcomeOf(async () => 7, wrong)).toMatchObject({ ok: false, detail: 'the label is empty' });
  });

  it('names the class of an error and what can be done about it', async () => {
    const error = new AuthenticationError({ ...facts, summary: 'Signed out.', fix: 'Sign in.' });
    expect(await outcomeOf(async () => Promise.reject(error))).toMatchObject({
      ok: false,
      detail: 'authentication: Signed out. Sign in.',
    });
  });

  it('takes a refusal for an answer where the sample cannot be real, and says what is needed', async () => {
    const refusal = async (): Promise<never> => Promise.reject(new RejectedByVendorError(facts));
    expect(await outcomeOf(refusal, refusable)).toMatchObject({
      ok: true,
      detail: 'refused as it must be (No such payment.); a real one is needed.',
    });
    noted.length = 0;
    expect(await outcomeOf(refusal)).toMatchObject({ ok: false });
  });

  it('never takes a code that is missing on our side for an answer', async () => {
    const unmapped = async (): Promise<never> => Promise.reject(new UnmappedValueError('service', 'courier'));
    expect(await outcomeOf(unmapped, refusable)).toMatchObject({ ok: false });
  });

  it('calls anything else that is thrown a bug of the connector', async () => {
    const bug = async (): Promise<never> => Promise.reject(new TypeError('x is undefined'));
    expect(await outcomeOf(bug, refusable)).toMatchObject({
      ok: false,
      detail: 'a bug of the connector: x is undefined',
    });
  });

  it('tries again after the wait that the system asks for', async () => {
    let calls = 0;
    const busyOnce = async (): Promise<number> => {
      calls += 1;
      if (calls === 1) throw new RateLimitedError(1, facts);
      return calls;
    };
    expect(await outcomeOf(busyOnce)).toMatchObject({ ok: true });
    expect(calls).toBe(2);
  });

  it('gives up on a system that asks to wait for an hour', async () => {
    const busy = async (): Promise<never> => Promise.reject(new RateLimitedError(3_600_000, facts));
    expect(await outcomeOf(busy)).toMatchObject({ ok: false, detail: 'throttled: No such payment.' });
  });

  it('leaves out an operation that the settings leave out', async () => {
    const absent = new ConfigurationError({ code: 'connection.operation-missing', summary: 'Not configured.' });
    expect(await outcomeOf(async () => Promise.reject(absent))).toBeUndefined();
  });

  it('shows no text of the credentials, however deep', async () => {
    const error = new RejectedByVendorError({ ...facts, summary: 'Bearer geheim and tajne refused, x too.' });
    expect((await outcomeOf(async () => Promise.reject(error)))?.detail).toBe(
      'rejected: Bearer [secret] and [secret] refused, x too.',
    );
  });
});
