import {
  basicAuthorizer,
  basicCredentials,
  bearerAuthorizer,
  ConfigurationError,
  headerAuthorizer,
  oauth2ClientCredentials,
  secret,
  type Authorizer,
  type ConnectorContext,
  type TokenRequest,
} from '@crossdock/connector-kit';
import { z } from 'zod';
import type { AuthSettings } from './settings/auth';

export const credentials = z.object({
  apiKey: secret().optional().meta({ title: 'API key', secret: true }),
  user: z.string().min(1).optional().meta({ title: 'User' }),
  password: secret().optional().meta({ title: 'Password', secret: true }),
  token: secret().optional().meta({ title: 'Bearer token', secret: true }),
  clientId: z.string().min(1).optional().meta({ title: 'Client id' }),
  clientSecret: secret().optional().meta({ title: 'Client secret', secret: true }),
  webhookSecret: secret().optional().meta({ title: 'Secret of the webhooks', secret: true }),
});
export type CustomHttpCredentials = z.output<typeof credentials>;

type OAuthSettings = Extract<AuthSettings, { kind: 'oauth2-client-credentials' }>;
type AuthContext = Pick<ConnectorContext<unknown, CustomHttpCredentials>, 'credentials' | 'http' | 'tokens' | 'clock'>;

/** @throws {ConfigurationError} when a credential that the kind of authentication needs is missing */
export function authorizerOf(auth: AuthSettings, context: AuthContext): Authorizer | undefined {
  const { credentials } = context;
  switch (auth.kind) {
    case 'none':
      return undefined;
    case 'api-key':
      return headerAuthorizer(auth.header, `${auth.prefix}${needed(credentials, 'apiKey')}`);
    case 'basic':
      return basicAuthorizer(needed(credentials, 'user'), needed(credentials, 'password'));
    case 'bearer':
      return bearerAuthorizer(needed(credentials, 'token'));
    case 'oauth2-client-credentials':
      return clientCredentials(auth, context);
  }
}

export function needed(credentials: CustomHttpCredentials, name: keyof CustomHttpCredentials): string {
  const value = credentials[name];
  if (value !== undefined) return value;
  throw new ConfigurationError({
    code: 'connection.credentials-invalid',
    summary: `The credential "${name}" is needed by what the settings say.`,
    fix: 'Enter the credential on the page of the connection.',
    field: name,
  });
}

function clientCredentials(auth: OAuthSettings, context: AuthContext): Authorizer {
  const address = new URL(auth.tokenUrl);
  const tokenRequest = tokenRequestOf(auth, `${address.pathname}${address.search}`, {
    id: needed(context.credentials, 'clientId'),
    secret: needed(context.credentials, 'clientSecret'),
  });
  const http = context.http({ baseUrl: address.origin });
  return oauth2ClientCredentials({ http, tokens: context.tokens, clock: context.clock, tokenRequest });
}

function tokenRequestOf(auth: OAuthSettings, path: string, client: { id: string; secret: string }): TokenRequest {
  const form = {
    grant_type: 'client_credentials',
    ...(auth.scope === undefined ? {} : { scope: auth.scope }),
    ...(auth.audience === undefined ? {} : { audience: auth.audience }),
  };
  if (auth.clientIn === 'basic')
    return { path, form, headers: { authorization: basicCredentials(client.id, client.secret) } };
  return { path, form: { ...form, client_id: client.id, client_secret: client.secret } };
}
