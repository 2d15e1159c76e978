import { AuthenticationError, TransientError, UnknownOutcomeError } from '../errors/connector-error';
import type { HttpClient, HttpRequest } from '../http/http-client';
import { FixedClock, InMemoryTokenStore } from '../testing/in-memory-stores';
import { oauth2ClientCredentials, oauth2RefreshToken } from './oauth2';
import { basicAuthorizer, bearerAuthorizer, headerAuthorizer } from './static-authorizers';
import { RejectedByVendorError } from '../errors/connector-error';

/** A token endpoint that answers what it is told, in order. */
class TokenEndpoint implements HttpClient {
  readonly asked: HttpRequest<unknown>[] = [];
  constructor(private readonly answers: (Error | Record<string, unknown>)[]) {}

  async request<T>(request: HttpRequest<T>): Promise<{ status: number; headers: Record<string, string>; body: T }> {
    this.asked.push(request);
    const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    if (answer instanceof Error) throw answer;
    return { status: 200, headers: {}, body: request.schema!.parse(answer) };
  }
}

const lost = new UnknownOutcomeError({ code: 'http.timeout', summary: 'lost' });
const invalidGrant = new RejectedByVendorError({
  code: 'http.status.400',
  summary: 'Allegro answered 400: invalid_grant',
});
const tokenRequest = (refreshToken: string) => ({
  path: '/token',
  form: { grant_type: 'refresh_token', refresh_token: refreshToken },
});

describe('authorization that never changes', () => {
  it('is Basic, Bearer, or a header of the vendor', async () => {
    expect(await basicAuthorizer('użytkownik', 'p:w').headers()).toEqual({
      authorization: `Basic ${Buffer.from('użytkownik:p:w').toString('base64')}`,
    });
    expect(await bearerAuthorizer('t').headers()).toEqual({ authorization: 'Bearer t' });
    expect(await headerAuthorizer('X-Api-Key', 'k').headers()).toEqual({ 'x-api-key': 'k' });
  });
});

describe('client credentials', () => {
  it('asks once for many calls and again a little before the token expires', async () => {
    const clock = new FixedClock();
    const http = new TokenEndpoint([
      { access_token: 'a', expires_in: 3600 },
      { access_token: 'b', expires_in: '3600' },
    ]);
    const tokens = new InMemoryTokenStore();
    const authorizer = oauth2ClientCredentials({ http, tokens, clock, tokenRequest: { path: '/token' } });
    await Promise.all([authorizer.headers(), authorizer.headers(), authorizer.headers()]);
    expect(tokens.refreshes).toBe(1);
    clock.advance(3_530_000);
    expect(await authorizer.headers()).toEqual({ authorization: 'Bearer a' });
    clock.advance(20_000);
    expect(await authorizer.headers()).toEqual({ authorization: 'Bearer b' });
    expect(http.asked).toHaveLength(2);
  });

  it('renews after a 401 only when the refused token is still the one in force', async () => {
    const clock = new FixedClock();
    const http = new TokenEndpoint([
      { access_token: 'a', expires_in: 3600 },
      { access_token: 'b', expires_in: 3600 },
      { access_token: 'c', expires_in: 3600 },
    ]);
    const tokens = new InMemoryTokenStore();
    const authorizer = oauth2ClientCredentials({ http, tokens, clock, tokenRequest: () => ({ path: '/token' }) });
    const sent = await authorizer.headers();
    expect(await Promise.all([authorizer.renew!(sent), authorizer.renew!(sent)])).toEqual([true, true]);
    expect(await authorizer.renew!(sent)).toBe(true);
    expect(await authorizer.headers()).toEqual({ authorization: 'Bearer b' });
    expect(tokens.refreshes).toBe(2);
  });

  it("takes over another worker's token instead of asking for one", async () => {
    const clock = new FixedClock();
    const http = new TokenEndpoint([{ access_token: 'mine', expires_in: 3600 }]);
    const tokens = new InMemoryTokenStore();
    const options = { http, tokens, clock, tokenRequest: { path: '/token' } };
    await oauth2ClientCredentials(options).headers();
    expect(await oauth2ClientCredentials(options).headers()).toEqual({ authorization: 'Bearer mine' });
    expect(tokens.refreshes).toBe(1);
  });
});

describe('a refresh token', () => {
  const clock = new FixedClock();

  it('is replaced by the one that the vendor rotates in', async () => {
    const http = new TokenEndpoint([{ access_token: 'a', expires_in: 60, refresh_token: 'r2' }]);
    const tokens = new InMemoryTokenStore({ accessToken: 'old', expiresAt: 0, refreshToken: 'r1' });
    await oauth2RefreshToken({ http, tokens, clock, tokenRequest }).headers();
    expect(http.asked[0]!.form).toMatchObject({ refresh_token: 'r1' });
    expect(await tokens.read()).toMatchObject({ accessToken: 'a', refreshToken: 'r2' });
  });

  it('stays when the vendor sends none', async () => {
    const http = new TokenEndpoint([{ access_token: 'a', expires_in: 60 }]);
    const tokens = new InMemoryTokenStore();
    await oauth2RefreshToken({ http, tokens, clock, tokenRequest, firstRefreshToken: 'r0' }).headers();
    expect(await tokens.read()).toMatchObject({ refreshToken: 'r0' });
  });

  it('that is refused for good asks for a new sign-in', async () => {
    const http = new TokenEndpoint([invalidGrant]);
    const tokens = new InMemoryTokenStore({ accessToken: 'old', expiresAt: 0, refreshToken: 'r1' });
    const call = oauth2RefreshToken({ http, tokens, clock, tokenRequest }).headers();
    await expect(call).rejects.toBeInstanceOf(AuthenticationError);
    await expect(call).rejects.toMatchObject({ code: 'auth.sign-in-needed' });
  });

  it('from a new sign-in mends a chain that was refused', async () => {
    const http = new TokenEndpoint([invalidGrant, { access_token: 'a', expires_in: 60, refresh_token: 'r9' }]);
    const tokens = new InMemoryTokenStore({ accessToken: 'old', expiresAt: 0, refreshToken: 'r1' });
    await oauth2RefreshToken({ http, tokens, clock, tokenRequest, firstRefreshToken: 'r8' }).headers();
    expect(http.asked.map(({ form }) => form!.refresh_token)).toEqual(['r1', 'r8']);
  });

  it('whose renewal was lost on the way is tried once more at once', async () => {
    const http = new TokenEndpoint([lost, { access_token: 'a', expires_in: 60, refresh_token: 'r2' }]);
    const tokens = new InMemoryTokenStore({ accessToken: 'old', expiresAt: 0, refreshToken: 'r1' });
    await oauth2RefreshToken({ http, tokens, clock, tokenRequest }).headers();
    expect(await tokens.read()).toMatchObject({ refreshToken: 'r2' });
  });

  it('whose renewal was lost and then refused says that a sign-in is needed, and why', async () => {
    const http = new TokenEndpoint([lost, invalidGrant]);
    const tokens = new InMemoryTokenStore({ accessToken: 'old', expiresAt: 0, refreshToken: 'r1' });
    const call = oauth2RefreshToken({ http, tokens, clock, tokenRequest }).headers();
    await expect(call).rejects.toThrow(/renewal was lost/);
    await expect(call).rejects.toBeInstanceOf(AuthenticationError);
  });

  it('is kept while the token endpoint is down, so that the connection heals by itself', async () => {
    const down = new TransientError({ code: 'http.refused', summary: 'down' });
    const http = new TokenEndpoint([down]);
    const tokens = new InMemoryTokenStore({ accessToken: 'old', expiresAt: 0, refreshToken: 'r1' });
    await expect(oauth2RefreshToken({ http, tokens, clock, tokenRequest }).headers()).rejects.toBe(down);
    expect(await tokens.read()).toMatchObject({ refreshToken: 'r1' });
  });
});
