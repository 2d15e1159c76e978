import { lazy } from 'react';

/** Loaded when somebody opens it. */
export const apiKeys = {
  name: 'api-keys',
  list: lazy(async () => ({ default: (await import('./api-key-list')).ApiKeyList })),
};
