import { lazy } from 'react';

/** Loaded when somebody opens it. */
export const errorGroups = {
  name: 'error-groups',
  list: lazy(async () => ({ default: (await import('./error-group-list')).ErrorGroupList })),
  show: lazy(async () => ({ default: (await import('./error-group-page')).ErrorGroupPage })),
};
