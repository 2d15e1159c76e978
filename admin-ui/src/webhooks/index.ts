import { lazy } from 'react';

/** Loaded when somebody opens it. */
export const sentWebhooks = {
  name: 'webhook-deliveries',
  list: lazy(async () => ({ default: (await import('./sent-list')).SentList })),
  show: lazy(async () => ({ default: (await import('./sent-page')).SentPage })),
};

export const receivedWebhooks = {
  name: 'received-webhooks',
  list: lazy(async () => ({ default: (await import('./received-list')).ReceivedList })),
};
