import { lazy } from 'react';

/** Loaded when somebody opens it. */
export const inDoubt = {
  name: 'in-doubt',
  list: lazy(async () => ({ default: (await import('./in-doubt-list')).InDoubtList })),
};
