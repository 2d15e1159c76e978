import { HubAwayError, HubError, type HubErrorDetail } from './hub-error';
import { HubPresence } from './hub-presence';
import type { Session } from './records';

const BASE = '/admin/api';
/** Testing a connection waits for the other system; nothing takes longer. */
const ANSWER_WITHIN_MS = 45_000;
/** A proxy in front of the hub says these when there is no hub. */
const NOBODY_THERE = new Set([502, 503, 504]);

export interface HubAnswer<T> {
  readonly body: T;
  readonly headers: Headers;
}

interface Call {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
}

/** Talks to the hub as the person who is signed in. The cookie is the browser's matter, the token against forgery ours. */
export class HubClient {
  readonly presence = new HubPresence(() => this.answers());
  private known: Session | null = null;
  private reading: Promise<Session> | null = null;

  /** The session, as it was last read. */
  get session(): Session | null {
    return this.known;
  }

  /**
   * @param path below `/admin/api`, for example `/orders/1/cancel`
   * @throws {HubError} when the hub refuses
   * @throws {HubAwayError} when no hub answers
   */
  async call<T>(path: string, call: Call = {}): Promise<HubAnswer<T>> {
    try {
      return await this.send<T>(path, call);
    } catch (error) {
      // The session was renewed in another window: its token is another one.
      if (!(error instanceof HubError) || error.code !== 'csrf') throw error;
      await this.readSession();
      return this.send<T>(path, call);
    }
  }

  async get<T>(path: string): Promise<T> {
    return (await this.call<T>(path)).body;
  }

  /** @throws {HubError} 401 when nobody is signed in */
  async readSession(): Promise<Session> {
    this.reading ??= this.send<Session>('/session', {})
      .then(({ body }) => (this.known = body))
      .finally(() => (this.reading = null));
    return this.reading;
  }

  async signIn(email: string, password: string): Promise<Session> {
    const { body } = await this.send<Session>('/session', { method: 'POST', body: { email, password } });
    this.known = body;
    return body;
  }

  async signOut(): Promise<void> {
    if (this.known === null) return;
    try {
      await this.call('/session', { method: 'DELETE' });
    } finally {
      this.known = null;
    }
  }

  /** The session ended elsewhere. */
  forgetSession(): void {
    this.known = null;
  }

  async changeLocale(locale: Session['user']['locale']): Promise<void> {
    if (this.known === null) return;
    // Known before the hub has heard it: the panel is drawn anew in the new language at once, by the session.
    this.known = { ...this.known, user: { ...this.known.user, locale } };
    this.known = (await this.call<Session>('/session', { method: 'PATCH', body: { locale } })).body;
  }

  private async send<T>(path: string, { method = 'GET', body }: Call): Promise<HubAnswer<T>> {
    const response = await this.fetched(path, {
      method,
      credentials: 'same-origin',
      headers: this.headers(method),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      ...(method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(body ?? {}) }),
    });
    const answer = await bodyOf(response);
    if (NOBODY_THERE.has(response.status) && answer === null) {
      this.presence.lost();
      throw new HubAwayError();
    }
    this.presence.seen();
    if (!response.ok) throw refusal(response, answer);
    // The hub and its panel are built and delivered together; what it answers is what records.ts says.
    return { body: answer as T, headers: response.headers };
  }

  private async fetched(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(`${BASE}${path}`, init);
    } catch (cause) {
      this.presence.lost();
      throw new HubAwayError({ cause });
    }
  }

  private headers(method: string): Record<string, string> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (method === 'GET') return headers;
    if (method !== 'DELETE') headers['content-type'] = 'application/json';
    if (this.known !== null) headers['x-csrf-token'] = this.known.csrfToken;
    return headers;
  }

  private async answers(): Promise<boolean> {
    try {
      const response = await fetch(`${BASE}/session`, { credentials: 'same-origin' });
      return !NOBODY_THERE.has(response.status) || (await bodyOf(response)) !== null;
    } catch {
      return false;
    }
  }
}

/** Null when the answer is no JSON, as the error page of a proxy is. */
async function bodyOf(response: Response): Promise<unknown> {
  if (!(response.headers.get('content-type') ?? '').includes('json')) return null;
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function refusal(response: Response, answer: unknown): HubError {
  const text = (name: string): string | null => {
    if (typeof answer !== 'object' || answer === null || !(name in answer)) return null;
    const value: unknown = Reflect.get(answer, name);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const message = text('detail') ?? text('title') ?? 'ra.notification.http_error';
  // `urn:crossdock:problem:<code>`
  return new HubError(message, response.status, text('type')?.split(':').at(-1) ?? null, detailsOf(answer));
}

/** The `errors` of a problem (RFC 9457), as far as they are what we know. */
function detailsOf(answer: unknown): HubErrorDetail[] {
  if (typeof answer !== 'object' || answer === null || !('errors' in answer)) return [];
  const errors: readonly unknown[] = Array.isArray(answer.errors) ? answer.errors : [];
  return errors.flatMap((error) => {
    if (typeof error !== 'object' || error === null || !('pointer' in error) || !('message' in error)) return [];
    return [{ pointer: String(error.pointer), message: String(error.message) }];
  });
}
