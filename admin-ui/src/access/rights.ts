import { usePermissions } from 'react-admin';

/** True when the person may act: retry, skip, pause, cancel. Others read. The hub decides; this only hides buttons. */
export function useMayAct(): boolean {
  const { permissions } = usePermissions<string>();
  return permissions === 'admin' || permissions === 'operator';
}
