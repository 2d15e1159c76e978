import { lazy } from 'react';

/** Loaded when somebody opens it. */
export const connections = {
  name: 'connections',
  list: lazy(async () => ({ default: (await import('./connection-list')).ConnectionList })),
  create: lazy(async () => ({ default: (await import('../connection-setup/new-connection-page')).NewConnectionPage })),
  edit: lazy(async () => ({ default: (await import('../connection-setup/edit-connection-page')).EditConnectionPage })),
  show: lazy(async () => ({ default: (await import('./connection-page')).ConnectionPage })),
};
