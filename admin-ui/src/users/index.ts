import { lazy } from 'react';

/** Loaded when somebody opens it. */
export const users = {
  name: 'users',
  list: lazy(async () => ({ default: (await import('./user-list')).UserList })),
};
