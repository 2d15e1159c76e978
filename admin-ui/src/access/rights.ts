import { usePermissions } from 'react-admin';

/** True when the person may act: retry, skip, pause, cancel. Others read. The hub decides; this only hides buttons. */
export function useMayAct(): boolean {
  const { permissions } = usePermissions<string>();
  return permissions === 'admin' || permissions === 'operator';
}

const MAY = {
  /** Settings and credentials of connections, channels, users, keys. */
  setUp: ['admin'],
  lookups: ['admin', 'operator', 'analyst'],
  decisions: ['admin', 'analyst'],
  audit: ['admin', 'operator'],
} as const;

/** True when the person's role may do this. The hub decides; this only hides what it would refuse. */
export function useMay(what: keyof typeof MAY): boolean {
  const { permissions } = usePermissions<string>();
  return MAY[what].some((role) => role === permissions);
}
