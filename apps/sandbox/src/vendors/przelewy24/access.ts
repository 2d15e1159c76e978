import type { FastifyReply, FastifyRequest } from 'fastify';
import type { World } from '../../world/world';

export interface Account {
  readonly merchantId: number;
  readonly posId: number;
  readonly apiKey: string;
  readonly crc: string;
}

export function accountOf(world: World): Account {
  const posId = world.setting('posId', 999999);
  return {
    posId,
    merchantId: world.setting('merchantId', posId),
    apiKey: world.setting('apiKey', 'p24-sandbox-key'),
    crc: world.setting('crc', 'example_crc_0001'),
  };
}

export const UNAUTHORIZED = { error: 'Incorrect authentication', code: 401 };
export const INVALID_DATA = { error: 'Invalid input data', code: 400 };
export const INVALID_PARAMETERS = { error: 'Invalid input parameters', code: 400 };
export const NOT_FOUND = { error: 'Transaction not found', responseCode: 0 };

/** False when the call was refused: the answer is sent then. */
export function authorized(world: World, request: FastifyRequest, reply: FastifyReply): boolean {
  const { posId, apiKey } = accountOf(world);
  const expected = `Basic ${Buffer.from(`${posId}:${apiKey}`).toString('base64')}`;
  if (request.headers.authorization === expected) return true;
  void reply.code(401).send(UNAUTHORIZED);
  return false;
}
