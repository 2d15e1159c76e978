import type { Role } from '../../users/role';

/** What a route of the panel's API may be declared to need. */
export const RIGHTS = [
  'session',
  'overview:read',
  'orders:read',
  'orders:act',
  /** Taking personal data away as a file. */
  'orders:export',
  'sync-jobs:read',
  'sync-jobs:act',
  'connections:read',
  'connections:act',
  /** Settings and credentials of connections, and channels: who has it decides where orders go. */
  'connections:edit',
  'lookups:edit',
  'errors:read',
  'errors:act',
  /** Correcting addresses, people, prices and accounts of orders; asked for beside `orders:act`. */
  'orders-sensitive:act',
  'schedules:read',
  'schedules:act',
  'deliveries:read',
  'deliveries:act',
  'decisions:read',
  /** Rule sets: who has it decides what things cost. */
  'decisions:edit',
  'users:edit',
  'api-keys:edit',
  'audit:read',
] as const;
export type Right = (typeof RIGHTS)[number];

const READING: readonly Right[] = [
  'session',
  'overview:read',
  'orders:read',
  'sync-jobs:read',
  'connections:read',
  'errors:read',
  'schedules:read',
  'deliveries:read',
  'decisions:read',
];
const ACTING: readonly Right[] = [
  ...READING,
  'orders:act',
  'orders:export',
  'sync-jobs:act',
  'connections:act',
  'errors:act',
  'lookups:edit',
  'schedules:act',
  'deliveries:act',
  'audit:read',
];

export const ROLE_RIGHTS: Readonly<Record<Role, ReadonlySet<Right>>> = {
  admin: new Set([
    ...ACTING,
    'orders-sensitive:act',
    'connections:edit',
    'decisions:edit',
    'users:edit',
    'api-keys:edit',
  ]),
  operator: new Set(ACTING),
  analyst: new Set([...READING, 'lookups:edit', 'decisions:edit']),
  viewer: new Set(READING),
  approver: new Set(READING),
};
