/** Stable codes of everything that the HTTP client reports itself. A connector's own table of vendor codes comes first. */
export const HTTP_ERROR_CODES = {
  /** No whole answer within the deadline. */
  timeout: 'http.timeout',
  /** The connection was cut before a whole answer came. */
  reset: 'http.reset',
  /** No connection could be made: refused, unknown host, TLS. Nothing was sent. */
  refused: 'http.refused',
  /** The engine gave the call up (shutdown, lost lease). */
  cancelled: 'http.cancelled',
  /** An answer that cannot be read, or does not have the agreed shape. */
  malformed: 'http.malformed',
  throttled: 'http.throttled',
  unauthorized: 'http.unauthorized',
  conflict: 'http.conflict',
  tooLarge: 'http.too-large',
  /** A link that leaves the connection's address: credentials would go to another host. */
  foreignAddress: 'http.foreign-address',
  /** The circuit breaker is open. */
  unavailable: 'connection.unavailable',
  /** Our own limit of the connection. */
  limit: 'connection.limit',
  /** The address leads into a private network and the connection does not allow that. */
  privateAddress: 'connection.private-address',
  /** The address of the connection is not a usable http(s) address. */
  addressInvalid: 'connection.address-invalid',
  settingsInvalid: 'connection.settings-invalid',
  credentialsInvalid: 'connection.credentials-invalid',
  signInNeeded: 'auth.sign-in-needed',
} as const;

/** Code of an error answer that has no code of its own: `http.status.503`. */
export function statusCode(status: number): string {
  return `http.status.${status}`;
}
