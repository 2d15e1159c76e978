import type { FastifyReply } from 'fastify';
import type { ApiError } from './state';

export type Json = Record<string, unknown>;

export const MEDIA_TYPE = 'application/vnd.allegro.public.v1+json';

export const textOr = <T>(value: unknown, fallback: T): string | T => (typeof value === 'string' ? value : fallback);
export const objectOr = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
export const listOr = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

export function apiError(code: string, message: string, path: string | null, userMessage = message): ApiError {
  return { code, message, details: null, path, userMessage };
}

/** `{"errors":[...]}` with the vendor's media type, as every resource answers. */
export function refuse(reply: FastifyReply, status: number, ...errors: ApiError[]): FastifyReply {
  const withMetadata = errors.map((error) => ({ ...error, metadata: {} }));
  return reply.code(status).type(`${MEDIA_TYPE};charset=UTF-8`).send({ errors: withMetadata });
}

export function answer(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  return reply.code(status).type(`${MEDIA_TYPE};charset=UTF-8`).send(body);
}

/** Texts as they were seen in the field (allegro/allegro-api issues 5340, 4630, 628). */
export const RATE_LIMIT = apiError(
  'RateLimitExceedException',
  'An error has occurred',
  null,
  'Przekroczony limit zapytań.',
);
export const SERVER_ERROR = apiError(
  'ERROR',
  'An error has occurred',
  null,
  'Wystąpił błąd. Spróbuj ponownie później.',
);

export const formNotFound = (id: string): ApiError =>
  apiError('CheckoutFormNotFoundException', `Checkout form ${id} not found`, `/order/checkout-forms/${id}`);

export const offerNotFound = (id: string): ApiError =>
  apiError('NotFoundException', `Offer ${id} not found`, null, 'Nie znaleziono oferty.');
