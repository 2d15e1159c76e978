import { AuthenticationError, ConflictError, RejectedByVendorError } from '@crossdock/connector-kit';
import taskFailed from '../../fixtures/task-failed.json';
import { commandTasks } from '../api/command';
import { commandId } from './command-id';
import { attempt, done, ofTask } from './item-result';

const facts = { code: 'allegro.rejected', summary: 'no' };

describe('the result of one offer of a command', () => {
  const [failure] = commandTasks.parse({ tasks: [taskFailed] }).tasks;
  const offerId = '10248538942';

  it('comes from its task', () => {
    expect(ofTask(offerId, { ...failure!, status: 'SUCCESS' })).toEqual(done(offerId));
    expect(ofTask(offerId, failure)).toMatchObject({ ok: false, retryable: true, code: 'offer.rejected' });
    const invalid = {
      ...failure!,
      errors: [{ code: 'ERR_INVALID_QUANTITY', userMessage: 'Nieprawidłowa liczba sztuk.' }],
    };
    const refused = ofTask(offerId, invalid);
    expect(refused).toMatchObject({ ok: false, retryable: false });
    expect(refused).toHaveProperty('message', expect.stringContaining('Nieprawidłowa liczba sztuk.'));
  });

  it('is still to come while Allegro has not worked it off', () => {
    expect(ofTask(offerId, undefined)).toMatchObject({ ok: false, retryable: true, code: 'offer.command-pending' });
    expect(ofTask(offerId, { ...failure!, status: 'NEW' })).toMatchObject({ retryable: true });
  });
});

describe('the change of one item', () => {
  it('that is refused fails by itself; what stops all of them is thrown on', async () => {
    const failing = (error: Error) => attempt('1', async () => Promise.reject(error));
    await expect(failing(new RejectedByVendorError(facts))).resolves.toMatchObject({ ok: false, retryable: false });
    await expect(failing(new ConflictError(facts))).resolves.toMatchObject({ ok: false, retryable: true });
    await expect(failing(new AuthenticationError(facts))).rejects.toBeInstanceOf(AuthenticationError);
    await expect(failing(new TypeError('bug'))).rejects.toBeInstanceOf(TypeError);
  });
});

describe('the id of a command', () => {
  it('is the same UUID for the same key and content, and another for any other', () => {
    const first = commandId('key', 'set-stock', { value: 1 });
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(commandId('key', 'set-stock', { value: 1 })).toBe(first);
    const others = [
      commandId('other', 'set-stock', { value: 1 }),
      commandId('key', 'set-price', { value: 1 }),
      commandId('key', 'set-stock', { value: 2 }),
    ];
    expect(new Set([first, ...others]).size).toBe(4);
  });
});
