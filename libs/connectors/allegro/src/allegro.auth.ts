import { oauth2RefreshToken, type Authorizer, type ConnectorContext } from '@crossdock/connector-kit';
import { classifyAllegroError } from './allegro.errors';
import type { AllegroCredentials, AllegroSettings } from './allegro.manifest';

// Every renewal uses the refresh token up and brings a new one; both live three months (fact sheet, section 3). The kit
// keeps the new pair before anybody uses it and lets one worker renew at a time.
const TOKEN_PATH = '/auth/oauth/token';

/** Tokens of the seller's account, renewed on the sign-in host. */
export function allegroAuthorizer({
  http,
  tokens,
  clock,
  settings,
  credentials,
}: ConnectorContext<AllegroSettings, AllegroCredentials>): Authorizer {
  const client = `${credentials.clientId}:${credentials.clientSecret}`;
  return oauth2RefreshToken({
    http: http({
      baseUrl: settings.authUrl,
      headers: { 'user-agent': settings.userAgent },
      classify: classifyAllegroError,
      scrub: ['error_description'],
    }),
    tokens,
    clock,
    firstRefreshToken: credentials.refreshToken,
    tokenRequest: (refreshToken) => ({
      path: TOKEN_PATH,
      form: { grant_type: 'refresh_token', refresh_token: refreshToken },
      headers: { authorization: `Basic ${Buffer.from(client, 'utf8').toString('base64')}` },
    }),
  });
}
