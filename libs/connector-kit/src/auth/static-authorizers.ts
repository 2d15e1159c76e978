import type { Authorizer } from '../http/http-client';

/** HTTP Basic (RFC 7617), UTF-8. */
export function basicAuthorizer(user: string, password: string): Authorizer {
  return headerAuthorizer('authorization', basicCredentials(user, password));
}

/** The value of an `Authorization` header, for token endpoints that sign the client in with Basic. */
export function basicCredentials(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}

/** A token that does not expire. */
export function bearerAuthorizer(token: string): Authorizer {
  return headerAuthorizer('authorization', `Bearer ${token}`);
}

/** A key in a header of the vendor's own. */
export function headerAuthorizer(name: string, value: string): Authorizer {
  const headers = { [name.toLowerCase()]: value };
  return { headers: async () => headers };
}
