import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HubClient } from './hub-client';
import { HubAwayError } from './hub-error';

interface Sent {
  readonly path: string;
  readonly init: RequestInit;
}

const session = (csrfToken: string): object => ({
  user: { id: '1', email: 'a@b.pl', role: 'admin', locale: 'pl' },
  csrfToken,
});

/** Answers in turn; a null is a hub that does not answer. */
function hubAnswers(...answers: readonly (readonly [status: number, body: object] | null)[]): Sent[] {
  const sent: Sent[] = [];
  const waiting = [...answers];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    sent.push({ path, init });
    const next = waiting.shift();
    if (next === undefined || next === null) return Promise.reject(new TypeError('Failed to fetch'));
    const headers = { 'content-type': next[0] < 400 ? 'application/json' : 'application/problem+json' };
    return Promise.resolve(new Response(JSON.stringify(next[1]), { status: next[0], headers }));
  });
  return sent;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('calling the hub', () => {
  it('sends the token of the session with changes', async () => {
    const sent = hubAnswers([200, session('t1')], [200, {}]);
    const hub = new HubClient();
    await hub.readSession();
    await hub.call('/sync-jobs/7/retry', { method: 'POST' });
    expect(sent[1]?.path).toBe('/admin/api/sync-jobs/7/retry');
    expect(new Headers(sent[1]?.init.headers).get('x-csrf-token')).toBe('t1');
  });

  it('reads the session again when its token is refused, and repeats the change', async () => {
    const refused = { type: 'urn:crossdock:problem:csrf', detail: 'Read the session again.' };
    const sent = hubAnswers([200, session('old')], [403, refused], [200, session('new')], [200, { ok: true }]);
    const hub = new HubClient();
    await hub.readSession();
    expect((await hub.call('/connections/wms/check', { method: 'POST' })).body).toEqual({ ok: true });
    expect(new Headers(sent[3]?.init.headers).get('x-csrf-token')).toBe('new');
  });

  it('passes on what the hub says is wrong', async () => {
    hubAnswers([409, { type: 'urn:crossdock:problem:too-late', detail: 'The parcel has left.' }]);
    const call = new HubClient().call('/orders/1/cancel', { method: 'POST' });
    await expect(call).rejects.toMatchObject({ status: 409, code: 'too-late', message: 'The parcel has left.' });
  });

  it('notices that the hub is away, and asks until it is back', async () => {
    hubAnswers(null, null, [401, { type: 'urn:crossdock:problem:not-signed-in' }]);
    const hub = new HubClient();
    await expect(hub.get('/overview')).rejects.toBeInstanceOf(HubAwayError);
    expect(hub.presence.isAway()).toBe(true);
    const back = hub.presence.back();
    await vi.advanceTimersByTimeAsync(60_000);
    await back;
    expect(hub.presence.isAway()).toBe(false);
  });

  it('has the language that was chosen before the hub has answered', async () => {
    hubAnswers([200, session('t1')]);
    const hub = new HubClient();
    await hub.readSession();
    const told = hub.changeLocale('en');
    expect(hub.session?.user.locale).toBe('en');
    await expect(told).rejects.toBeInstanceOf(HubAwayError);
    expect(hub.session?.user.locale).toBe('en');
  });
});
