import type { FastifyInstance } from 'fastify';
import type { FaultKind } from '../control/faults';
import type { World } from './world';

/** What an outside check reads of a simulated record. Further fields are the vendor's own. */
export interface SandboxRecord {
  readonly type: string;
  readonly id: string;
  /** The order number that the record was created for. */
  readonly reference: string | null;
  readonly createdAt: string;
  readonly [field: string]: unknown;
}

/** One simulated vendor. It imports nothing of the product, so it cannot share the product's mistakes. */
export interface SimulatedSystem {
  /** Path prefix and name in the control calls: `allegro` lives under `/allegro`. */
  readonly slug: string;
  readonly name: string;
  /** Adds the vendor's routes. Paths are relative to the prefix. Called once; state must live in `world.state`. */
  readonly routes: (app: FastifyInstance, world: World) => void;
  readonly records: (world: World, type: string | undefined) => SandboxRecord[];
  /** A timer set by `world.after` is due. */
  readonly onTimer?: (world: World, kind: string, payload: Record<string, unknown>) => void;
  /** `POST /__sandbox/{system}/advance`: moves the world on at once (packs, delivers, pays, places an order). */
  readonly advance?: (world: World, body: Record<string, unknown>) => unknown;
  /** The vendor's own error body for a fault, where it differs from plain text. */
  readonly errorBody?: (kind: FaultKind) => unknown;
}
