import { z } from 'zod';
import { AuthenticationError, ConnectorError, UnknownOutcomeError } from '../errors/connector-error';
import type { Authorizer, HttpClient } from '../http/http-client';
import { HTTP_ERROR_CODES } from '../http/http-error-codes';
import type { Clock, StoredToken, TokenStore } from '../stores/stores';

/** Call of a token endpoint. Client credentials go into `form`, `json` or `headers`, as the vendor wants them. */
export interface TokenRequest {
  /** Path below the base address of `http`, for example `/auth/oauth/token`. */
  readonly path: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ClientCredentialsOptions {
  /** Client of the token endpoint's host; it needs no authorizer. */
  readonly http: HttpClient;
  readonly tokens: TokenStore;
  readonly clock: Clock;
  readonly tokenRequest: TokenRequest | (() => TokenRequest);
}

export interface RefreshTokenOptions {
  readonly http: HttpClient;
  readonly tokens: TokenStore;
  readonly clock: Clock;
  readonly tokenRequest: (refreshToken: string) => TokenRequest;
  /** Refresh token from the credentials: begins the chain, and mends it when the stored one is refused. */
  readonly firstRefreshToken?: string;
}

/** A token is renewed so much before it expires that no call is sent with one that dies on the way. */
const RENEW_BEFORE_MS = 60_000;
/** Life of a token whose answer does not tell (RFC 6749, 5.1 only recommends `expires_in`). */
const DEFAULT_LIFE_S = 3_600;

// RFC 6749, 5.1; some vendors send the number as text.
const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().default(DEFAULT_LIFE_S),
  refresh_token: z.string().min(1).optional(),
});

/** OAuth 2.0 client credentials. One token for all workers, renewed a little before it expires and after a 401. */
export function oauth2ClientCredentials(options: ClientCredentialsOptions): Authorizer {
  return new TokenAuthorizer(options.tokens, options.clock, async () => {
    const request = typeof options.tokenRequest === 'function' ? options.tokenRequest() : options.tokenRequest;
    return askForToken(options, request, { refreshToken: null, write: false });
  });
}

/**
 * OAuth 2.0 refresh token, also where it is used up by every refresh (rotation).
 * @throws {AuthenticationError} code `auth.sign-in-needed` when there is no token or the vendor refuses it for good
 */
export function oauth2RefreshToken(options: RefreshTokenOptions): Authorizer {
  return new TokenAuthorizer(options.tokens, options.clock, async (current) => {
    const refreshTokens = [...new Set([current?.refreshToken, options.firstRefreshToken])].filter(
      (token): token is string => typeof token === 'string',
    );
    for (const refreshToken of refreshTokens) {
      const token = await refreshed(options, refreshToken);
      if (token !== null) return token;
    }
    throw signInNeeded(
      refreshTokens.length === 0
        ? 'Nobody has signed in yet.'
        : 'The vendor refused the refresh token: it was revoked or is too old, or an earlier renewal was lost on the way.',
    );
  });
}

/** Null when the vendor says that this refresh token is worth nothing (`invalid_grant`). */
async function refreshed(options: RefreshTokenOptions, refreshToken: string): Promise<StoredToken | null> {
  const ask = async (): Promise<StoredToken | null> => {
    try {
      return await askForToken(options, options.tokenRequest(refreshToken), { refreshToken, write: true });
    } catch (error) {
      if (isInvalidGrant(error)) return null;
      throw error;
    }
  };
  try {
    return await ask();
  } catch (error) {
    // The vendor may have rotated the token and its answer was lost. Asked again at once, vendors with a grace period
    // repeat their answer; without one the second answer is `invalid_grant`, which says so openly.
    if (error instanceof UnknownOutcomeError) return ask();
    throw error;
  }
}

/** One call of a token endpoint. A vendor that sends no refresh token lets the one that was sent go on being good. */
export async function askForToken(
  options: { readonly http: HttpClient; readonly clock: Clock },
  request: TokenRequest,
  asked: { readonly refreshToken: string | null; readonly write: boolean },
): Promise<StoredToken> {
  const { body } = await options.http.request({
    ...request,
    operation: 'renew-token',
    method: 'POST',
    write: asked.write,
    anonymous: true,
    schema: tokenAnswer,
  });
  return {
    accessToken: body.access_token,
    expiresAt: options.clock.now() + body.expires_in * 1000,
    // A vendor that does not rotate sends none: the old one goes on being good.
    refreshToken: body.refresh_token ?? asked.refreshToken,
  };
}

// RFC 6749, 5.2: 400 (or 401) with `error: invalid_grant`. The client's classifier may have put it into `vendorCode`.
function isInvalidGrant(error: unknown): boolean {
  if (!(error instanceof ConnectorError)) return false;
  return error.vendorCode === 'invalid_grant' || error.message.includes('invalid_grant');
}

function signInNeeded(reason: string): AuthenticationError {
  return new AuthenticationError({
    code: HTTP_ERROR_CODES.signInNeeded,
    summary: `A new sign-in is needed. ${reason}`,
    fix: 'Sign in again on the page of the connection.',
  });
}

class TokenAuthorizer implements Authorizer {
  private token: StoredToken | null = null;

  constructor(
    private readonly tokens: TokenStore,
    private readonly clock: Clock,
    private readonly refresh: (current: StoredToken | null) => Promise<StoredToken>,
  ) {}

  async headers(): Promise<Readonly<Record<string, string>>> {
    const token = await this.usableToken();
    return { authorization: `Bearer ${token.accessToken}` };
  }

  async renew(sent?: Readonly<Record<string, string>>): Promise<boolean> {
    const refused = this.token;
    const renewedMeanwhile = sent !== undefined && sent.authorization !== `Bearer ${refused?.accessToken ?? ''}`;
    if (!renewedMeanwhile) this.token = await this.tokens.renew(refused, this.refresh);
    return true;
  }

  private async usableToken(): Promise<StoredToken> {
    if (this.isFresh(this.token)) return this.token;
    // Another worker may have renewed it already.
    const stored = await this.tokens.read();
    this.token = this.isFresh(stored) ? stored : await this.tokens.renew(stored, this.refresh);
    return this.token;
  }

  private isFresh(token: StoredToken | null): token is StoredToken {
    return token !== null && token.expiresAt - RENEW_BEFORE_MS > this.clock.now();
  }
}
