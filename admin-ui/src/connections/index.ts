import { lazy } from 'react';

/** Loaded when somebody opens it. */
export const connections = {
  name: 'connections',
  list: lazy(async () => ({ default: (await import('./connection-list')).ConnectionList })),
  show: lazy(async () => ({ default: (await import('./connection-page')).ConnectionPage })),
};
