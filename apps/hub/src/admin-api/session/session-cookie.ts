import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = 'crossdock_session';
// Session ids are base64url, so nothing is ever encoded (RFC 6265, 4.1.1).
const COOKIE = new RegExp(`(?:^|;\\s*)${NAME}=([\\w-]+)(?:;|$)`);
// Sent to the panel and its API alone; no script can read it.
const ATTRIBUTES = 'Path=/admin; HttpOnly; SameSite=Lax';

/** The session id that the browser sent. */
export function sessionIdOf(request: FastifyRequest): string | undefined {
  return COOKIE.exec(request.headers.cookie ?? '')?.[1];
}

export function setSessionCookie(reply: FastifyReply, sessionId: string, secure: boolean): void {
  void reply.header('set-cookie', `${NAME}=${sessionId}; ${ATTRIBUTES}${secure ? '; Secure' : ''}`);
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  void reply.header('set-cookie', `${NAME}=; Max-Age=0; ${ATTRIBUTES}${secure ? '; Secure' : ''}`);
}

/** True when people reach us over HTTPS, here or at a proxy in front of us. */
export function isSecure(request: FastifyRequest, publicUrl: string): boolean {
  return request.protocol === 'https' || publicUrl.startsWith('https://');
}
