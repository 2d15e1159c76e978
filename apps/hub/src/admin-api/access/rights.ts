import type { Role } from '../../users/role';

/** What a route of the panel's API may be declared to need. */
export const RIGHTS = [
  'session',
  'overview:read',
  'orders:read',
  'orders:act',
  'sync-jobs:read',
  'sync-jobs:act',
  'connections:read',
  'connections:act',
  'errors:read',
  'errors:act',
  /** Correcting addresses, people, prices and accounts of orders; asked for beside `orders:act`. */
  'orders-sensitive:act',
] as const;
export type Right = (typeof RIGHTS)[number];

const READING: readonly Right[] = [
  'session',
  'overview:read',
  'orders:read',
  'sync-jobs:read',
  'connections:read',
  'errors:read',
];
const ACTING: readonly Right[] = [...READING, 'orders:act', 'sync-jobs:act', 'connections:act', 'errors:act'];

export const ROLE_RIGHTS: Readonly<Record<Role, ReadonlySet<Right>>> = {
  admin: new Set([...ACTING, 'orders-sensitive:act']),
  operator: new Set(ACTING),
  analyst: new Set(READING),
  viewer: new Set(READING),
  approver: new Set(READING),
};
