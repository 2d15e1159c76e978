import type { FastifyRequest } from 'fastify';
import type { World } from '../../world/world';
import type { Json } from './answers';

/** A call below `.../api/v2.0/companies(id)`, taken apart. */
export interface Call {
  readonly world: World;
  readonly request: FastifyRequest;
  readonly body: Json;
  readonly segments: readonly Segment[];
}

export interface Segment {
  readonly name: string;
  readonly key: string | null;
}

export interface Result {
  readonly status: number;
  readonly body?: Json;
}
