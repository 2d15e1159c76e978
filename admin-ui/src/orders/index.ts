import { lazy } from 'react';

/** Loaded when somebody opens it. */
export const orders = {
  name: 'orders',
  list: lazy(async () => ({ default: (await import('./order-list')).OrderList })),
  show: lazy(async () => ({ default: (await import('./order-page')).OrderPage })),
};
