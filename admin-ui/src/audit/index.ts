import { lazy } from 'react';

/** Loaded when somebody opens it. */
export const auditEvents = {
  name: 'audit-events',
  list: lazy(async () => ({ default: (await import('./audit-list')).AuditList })),
};
