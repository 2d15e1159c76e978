import { oauth2ClientCredentials, type Authorizer, type ConnectorContext } from '@crossdock/connector-kit';
import { classifyBcError } from './dynamics-365-bc.errors';
import type { Dynamics365BcCredentials, Dynamics365BcSettings } from './dynamics-365-bc.manifest';

// The audience of every environment, production and sandbox alike (fact sheet, section 2).
const SCOPE = 'https://api.businesscentral.dynamics.com/.default';

/** Tokens of Microsoft Entra ID, about an hour long, without refresh tokens. */
export function bcAuthorizer({
  http,
  tokens,
  clock,
  settings,
  credentials,
}: ConnectorContext<Dynamics365BcSettings, Dynamics365BcCredentials>): Authorizer {
  return oauth2ClientCredentials({
    http: http({ baseUrl: settings.authUrl, classify: classifyBcError }),
    tokens,
    clock,
    tokenRequest: {
      path: `/${settings.tenantId}/oauth2/v2.0/token`,
      form: {
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
        scope: SCOPE,
      },
    },
  });
}
