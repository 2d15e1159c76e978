import {
  oauth2Consent,
  oauth2RefreshToken,
  type Authorizer,
  type Consent,
  type ConnectorContext,
  type HttpClient,
} from '@crossdock/connector-kit';
import { classifyAllegroError } from './allegro.errors';
import type { AllegroCredentials, AllegroSettings } from './allegro.manifest';

// Every renewal uses the refresh token up and brings a new one; both live three months (fact sheet, section 3). The kit
// keeps the new pair before anybody uses it and lets one worker renew at a time.
const TOKEN_PATH = '/auth/oauth/token';
const AUTHORIZE_PATH = '/auth/oauth/authorize';
const DEVICE_PATH = '/auth/oauth/device';

type Context = ConnectorContext<AllegroSettings, AllegroCredentials>;

/** Tokens of the seller's account, renewed on the sign-in host. */
export function allegroAuthorizer(context: Context): Authorizer {
  const { tokens, clock, credentials } = context;
  const headers = clientHeaders(credentials);
  return oauth2RefreshToken({
    http: signInHost(context),
    tokens,
    clock,
    ...(credentials.refreshToken === undefined ? {} : { firstRefreshToken: credentials.refreshToken }),
    tokenRequest: (refreshToken) => ({
      path: TOKEN_PATH,
      form: { grant_type: 'refresh_token', refresh_token: refreshToken },
      headers,
    }),
  });
}

/** The seller lets the hub in on Allegro's own page, or by the code of the device flow (fact sheet, section 3). */
export function allegroConsent(context: Context): Consent {
  const { clock, settings, credentials } = context;
  return oauth2Consent({
    http: signInHost(context),
    clock,
    authorizeUrl: `${settings.authUrl.replace(/\/$/, '')}${AUTHORIZE_PATH}`,
    tokenPath: TOKEN_PATH,
    devicePath: DEVICE_PATH,
    clientId: credentials.clientId,
    clientHeaders: clientHeaders(credentials),
  });
}

function clientHeaders({ clientId, clientSecret }: AllegroCredentials): Readonly<Record<string, string>> {
  const client = Buffer.from(`${clientId}:${clientSecret}`, 'utf8').toString('base64');
  return { authorization: `Basic ${client}` };
}

function signInHost({ http, settings }: Context): HttpClient {
  return http({
    baseUrl: settings.authUrl,
    headers: { 'user-agent': settings.userAgent },
    classify: classifyAllegroError,
    scrub: ['error_description', 'device_code', 'user_code', 'code', 'code_verifier'],
  });
}
