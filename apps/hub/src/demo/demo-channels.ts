import { SHOP_EVENTS } from '@crossdock/canonical';
import type { Channel } from '../orders/routes';
import type { StockFeed } from '../stock/feeds';

const routes = {
  erp: 'dynamics-365-bc',
  warehouse: 'wms',
  carriers: [
    { method: 'inpost-locker*', connection: 'inpost', packagesPerShipment: 1 },
    { method: 'inpost-*', connection: 'inpost', packagesPerShipment: null },
    { method: '*', connection: 'parcel', packagesPerShipment: null, word: 'custom-http' },
  ],
  payments: { przelewy24: 'przelewy24' },
  refundOnCancel: true,
};

export const DEMO_CHANNEL = 'shop';
export const DEMO_CHANNELS: readonly Channel[] = [
  { id: DEMO_CHANNEL, name: 'Demo shop', kind: 'shop', connectionId: null, routes },
  { id: 'allegro', name: 'Allegro', kind: 'marketplace', connectionId: 'allegro', routes },
];

/** The demo shop's endpoint; the secret is that of its simulation. */
export const DEMO_ENDPOINT = {
  id: 'demo-shop',
  path: '/shop/webhooks',
  secret: 'whsec_ZGVtby1zaG9wLXdlYmhvb2stc2VjcmV0LTAx',
  events: SHOP_EVENTS,
};

/** The warehouse tells what it has. Whatever name it gives its shelves, they are those that orders are fulfilled from. */
export const DEMO_STOCK_FEED: StockFeed = {
  connectionId: 'wms',
  word: '*',
  warehouse: 'wms',
  isTruth: true,
  deductsAt: 'packed',
};
