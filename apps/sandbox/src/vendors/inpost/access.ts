import type { FastifyReply, FastifyRequest } from 'fastify';
import type { World } from '../../world/world';
import { FORBIDDEN, NOT_FOUND, refuse, UNAUTHORIZED } from './answers';
import { stateOf, type Shipment } from './state';

export const organizationId = (world: World): number => world.setting('organizationId', 1234);

/** False when the call was refused: the answer is sent then. */
export function authorized(world: World, request: FastifyRequest, reply: FastifyReply): boolean {
  const token = world.setting('token', 'inpost-sandbox-token');
  if (request.headers.authorization === `Bearer ${token}`) return true;
  refuse(reply, UNAUTHORIZED);
  return false;
}

/** As `authorized`, and the organization in the path is the token's own. */
export function inOrganization(
  world: World,
  request: FastifyRequest<{ Params: { organization: string } }>,
  reply: FastifyReply,
): boolean {
  if (!authorized(world, request, reply)) return false;
  if (request.params.organization === String(organizationId(world))) return true;
  refuse(reply, FORBIDDEN);
  return false;
}

/** The shipment of the path, or null when the call was refused. */
export function mine(
  world: World,
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
): Shipment | null {
  if (!authorized(world, request, reply)) return null;
  const found = stateOf(world).shipments[request.params.id];
  if (found !== undefined) return found;
  refuse(reply, NOT_FOUND);
  return null;
}
