import { z } from 'zod';
import { ConnectorError } from '../errors/connector-error';
import type { HttpClient } from '../http/http-client';
import type { Clock, StoredToken } from '../stores/stores';
import { askForToken } from './oauth2';

/** A device that asks to be let in (RFC 8628, 3.2). Times are milliseconds. */
export interface DeviceGrant {
  /** Secret: whoever has it gets the token. */
  readonly deviceCode: string;
  /** What the person types at `verificationUri`. */
  readonly userCode: string;
  readonly verificationUri: string;
  /** The same with the code in it, where the vendor has one. */
  readonly verificationUriComplete: string | null;
  readonly expiresInMs: number;
  readonly pollEveryMs: number;
}

/** What the vendor says of a device that waits: the token, or that it goes on, perhaps more slowly, or that it is over. */
export type DeviceAnswer =
  | { readonly kind: 'granted'; readonly token: StoredToken }
  | { readonly kind: 'pending' | 'slow-down' | 'refused' | 'expired' };

/** How a person lets the hub into their account at the vendor. */
export interface Consent {
  /** Where the person's browser is sent (RFC 6749, 4.1.1, with PKCE). `codeChallenge` is SHA-256 in base64url. */
  authorizeUrl(request: ConsentRequest): string;
  /** @throws {ConnectorError} when the vendor refuses the code */
  exchangeCode(answer: ConsentAnswer): Promise<StoredToken>;
  /** For installations that no browser can be sent back to. Left out where the vendor has none. */
  startDevice?(): Promise<DeviceGrant>;
  /** Not more often than `pollEveryMs`. */
  pollDevice?(deviceCode: string): Promise<DeviceAnswer>;
}

export interface ConsentRequest {
  readonly redirectUri: string;
  readonly state: string;
  readonly codeChallenge: string;
}

export interface ConsentAnswer {
  readonly code: string;
  readonly redirectUri: string;
  readonly codeVerifier: string;
}

export interface OAuth2ConsentOptions {
  /** Client of the sign-in host; it needs no authorizer. */
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Whole address of the vendor's page. */
  readonly authorizeUrl: string;
  /** Paths below the base address of `http`. */
  readonly tokenPath: string;
  readonly devicePath?: string;
  readonly clientId: string;
  /** Headers that prove who the client is. */
  readonly clientHeaders: Readonly<Record<string, string>>;
}

// RFC 8628, 3.2: an interval that is left out is five seconds.
const deviceAnswer = z.object({
  device_code: z.string().min(1),
  user_code: z.string().min(1),
  verification_uri: z.url({ protocol: /^https?$/ }),
  verification_uri_complete: z.url({ protocol: /^https?$/ }).optional(),
  expires_in: z.coerce.number().positive(),
  interval: z.coerce.number().positive().default(5),
});

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
// RFC 8628, 3.5.
const WAITING = {
  authorization_pending: 'pending',
  slow_down: 'slow-down',
  access_denied: 'refused',
  expired_token: 'expired',
  invalid_grant: 'expired',
} as const;

/** Consent as OAuth 2.0 has it: authorization code with PKCE, and the device flow where there is one. */
export function oauth2Consent(options: OAuth2ConsentOptions): Consent {
  const { devicePath } = options;
  return {
    authorizeUrl: ({ redirectUri, state, codeChallenge }) => {
      const url = new URL(options.authorizeUrl);
      const query = { response_type: 'code', client_id: options.clientId, redirect_uri: redirectUri, state };
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      url.searchParams.set('code_challenge', codeChallenge);
      url.searchParams.set('code_challenge_method', 'S256');
      return url.href;
    },
    exchangeCode: async ({ code, redirectUri, codeVerifier }) =>
      tokenFor(options, {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: codeVerifier,
      }),
    ...(devicePath === undefined
      ? {}
      : {
          startDevice: async () => startDevice(options, devicePath),
          pollDevice: async (deviceCode: string) => pollDevice(options, deviceCode),
        }),
  };
}

async function tokenFor(options: OAuth2ConsentOptions, form: Readonly<Record<string, string>>): Promise<StoredToken> {
  const request = { path: options.tokenPath, form, headers: options.clientHeaders };
  return askForToken(options, request, { refreshToken: null, write: true });
}

async function startDevice(options: OAuth2ConsentOptions, path: string): Promise<DeviceGrant> {
  const { body } = await options.http.request({
    operation: 'start-device',
    method: 'POST',
    path,
    form: { client_id: options.clientId },
    headers: options.clientHeaders,
    write: true,
    anonymous: true,
    schema: deviceAnswer,
  });
  return {
    deviceCode: body.device_code,
    userCode: body.user_code,
    verificationUri: body.verification_uri,
    verificationUriComplete: body.verification_uri_complete ?? null,
    expiresInMs: body.expires_in * 1_000,
    pollEveryMs: body.interval * 1_000,
  };
}

async function pollDevice(options: OAuth2ConsentOptions, deviceCode: string): Promise<DeviceAnswer> {
  try {
    const token = await tokenFor(options, { grant_type: DEVICE_GRANT, device_code: deviceCode });
    return { kind: 'granted', token };
  } catch (error) {
    const code = error instanceof ConnectorError ? error.vendorCode : null;
    const known = Object.entries(WAITING).find(([word]) => word === code);
    if (known === undefined) throw error;
    return { kind: known[1] };
  }
}
