import { randomBytes } from 'node:crypto';
import { ConfigurationError } from '../errors/connector-error';
import { HTTP_ERROR_CODES } from './http-error-codes';
import type { HttpRequest } from './http-client';
import type { WireRequest } from './wire';

type Outgoing = Pick<HttpRequest<unknown>, 'path' | 'query' | 'json' | 'form' | 'method' | 'operation'>;

/** Address of a call. @throws {ConfigurationError} code `http.foreign-address` when it leaves the client's address */
export function callUrl(base: URL, request: Pick<Outgoing, 'path' | 'query' | 'operation'>): URL {
  const url = resolve(base, request.path);
  if (url === null) {
    throw new ConfigurationError({
      code: HTTP_ERROR_CODES.foreignAddress,
      summary: `The address of "${request.operation}" leads away from ${base.origin}; nothing was sent.`,
      fix: 'Check the base address of the connection.',
    });
  }
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value === undefined) continue;
    const values = typeof value === 'object' ? value : [String(value)];
    for (const one of values) url.searchParams.append(name, one);
  }
  return url;
}

/** Null when the path leaves the base: another origin, or a climb above the base's own path. */
function resolve(base: URL, path: string): URL | null {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) {
    const whole = URL.canParse(path) ? new URL(path) : null;
    const safe = whole?.origin === base.origin && whole.username === '' && whole.password === '';
    return safe ? whole : null;
  }
  const root = base.pathname.replace(/\/+$/, '');
  const url = new URL(`${base.origin}${root}/${path.replace(/^\/+/, '')}`);
  const below = url.pathname === root || url.pathname.startsWith(`${root}/`);
  return url.origin === base.origin && below ? url : null;
}

/** The request as it goes over the wire. Names of headers in lower case; later ones win. */
export function toWireRequest(
  url: URL,
  request: Outgoing,
  headers: readonly Readonly<Record<string, string>>[],
): WireRequest {
  const body = requestBody(request);
  const all: Record<string, string> = {
    'user-agent': 'Crossdock',
    'accept-encoding': 'gzip, deflate',
    ...body.headers,
  };
  for (const group of headers) {
    for (const [name, value] of Object.entries(group)) all[name.toLowerCase()] = value;
  }
  return {
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: request.method,
    headers: all,
    body: body.text,
  };
}

function requestBody(request: Outgoing): { text: string | null; headers: Record<string, string> } {
  if (request.json !== undefined) {
    return { text: JSON.stringify(request.json), headers: { 'content-type': 'application/json' } };
  }
  if (request.form !== undefined) {
    return {
      text: new URLSearchParams(request.form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
  }
  return { text: null, headers: {} };
}

/** W3C trace context of one call; null when the trace id is not 32 hexadecimal digits. */
export function traceparent(traceId: string | undefined): string | null {
  if (traceId === undefined || !/^[0-9a-f]{32}$/.test(traceId)) return null;
  return `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
}
