import { lazy } from 'react';

/** Loaded when somebody opens it. */
export const decisions = {
  name: 'decisions',
  list: lazy(async () => ({ default: (await import('./decision-list')).DecisionList })),
  show: lazy(async () => ({ default: (await import('./decision-page')).DecisionPage })),
};
