import type { Order } from '@crossdock/canonical';
import type { OrderRoutes } from './order-progress';
import { channelRoutes, RouteMissingError, routesFor, type Channel } from './routes';
import { anOrder } from './testing/an-order-in-progress';

const ROUTES = {
  erp: 'bc',
  warehouse: 'wms',
  carriers: [
    { method: 'inpost-locker', connection: 'inpost', packagesPerShipment: 1 },
    { method: 'inpost-*', connection: 'inpost-courier' },
    { method: '*', connection: 'parcel', word: 'custom-http' },
  ],
  payments: { przelewy24: 'p24' },
};
const aChannel = (routes: unknown = ROUTES, changes: Partial<Channel> = {}): Channel => ({
  id: 'shop',
  name: 'Shop',
  kind: 'shop',
  connectionId: null,
  routes,
  ...changes,
});
const by = (method: string): Order => anOrder({ delivery: { ...anOrder().delivery, method } });
const paidBy = (payment: Partial<Order['payment']>): Order =>
  anOrder({ payment: { ...anOrder().payment, ...payment } });
const routes = (order: Order, channel = aChannel()): OrderRoutes => routesFor(channel, order).routes;
const refusal = (order: Order, channel = aChannel()): RouteMissingError => {
  try {
    routesFor(channel, order);
  } catch (error) {
    if (error instanceof RouteMissingError) return error;
    throw error;
  }
  throw new Error('The order was not refused.');
};

describe('the carrier of an order', () => {
  it.each([
    ['inpost-locker', 'inpost'],
    ['inpost-locker-weekend', 'inpost-courier'],
    ['inpost-', 'inpost-courier'],
    ['inpost', 'parcel'],
    ['INPOST-LOCKER', 'parcel'],
    ['*', 'parcel'],
  ])('for the delivery method "%s" is %s: the first pattern that fits', (method, connection) => {
    expect(routes(by(method)).carrier).toBe(connection);
  });

  it('brings its parcel size and its word in the marketplace', () => {
    expect(routes(by('inpost-locker'))).toMatchObject({ packagesPerShipment: 1, carrierWord: 'inpost' });
    expect(routes(by('dhl'))).toMatchObject({ packagesPerShipment: null, carrierWord: 'custom-http' });
  });

  it('is missed with a pointer to the method', () => {
    const channel = aChannel({ ...ROUTES, carriers: ROUTES.carriers.slice(0, 2) });
    const { pointer, message } = refusal(by('dhl'), channel);
    expect(pointer).toBe('/delivery/method');
    expect(message).toContain('"dhl"');
  });

  it('treats only a star at the end as anything', () => {
    const channel = aChannel({ ...ROUTES, carriers: [{ method: 'in.ost-*er', connection: 'x' }] });
    expect(refusal(by('inpost-locker'), channel).pointer).toBe('/delivery/method');
    expect(routes(by('in.ost-*er'), channel).carrier).toBe('x');
  });
});

describe('the payment of an order', () => {
  it('is checked by the gateway of its method, also when the shop says that it is paid', () => {
    expect(routes(paidBy({ status: 'paid' })).payments).toBe('p24');
    expect(routes(paidBy({ status: 'pending' })).payments).toBe('p24');
  });

  it('is believed when it is paid and no gateway has the method', () => {
    expect(routes(paidBy({ method: 'bank-transfer', status: 'paid' })).payments).toBeNull();
  });

  it('is left to the courier for cash on delivery', () => {
    expect(routes(paidBy({ status: 'pending', cashOnDelivery: true })).payments).toBeNull();
  });

  it.each(['constructor', 'toString', '__proto__'])('has no gateway for a method called "%s"', (method) => {
    expect(routes(paidBy({ method })).payments).toBeNull();
    expect(refusal(paidBy({ method, status: 'pending' })).pointer).toBe('/payment/status');
  });

  it('refuses an order that nobody could ever tell is paid', () => {
    const { pointer, message } = refusal(paidBy({ method: 'bank-transfer', status: 'pending' }));
    expect(pointer).toBe('/payment/status');
    expect(message).toContain('"bank-transfer"');
  });

  it.each(['failed', 'refunded'] as const)('refuses an order whose payment is %s, however it is paid', (status) => {
    expect(refusal(paidBy({ status })).pointer).toBe('/payment/status');
    expect(refusal(paidBy({ status, cashOnDelivery: true })).pointer).toBe('/payment/status');
  });
});

describe('the routes of a channel', () => {
  it('name warehouse, ERP and, for marketplaces, where the order came from', () => {
    expect(routesFor(aChannel(), anOrder()).warehouse).toBe('wms');
    expect(routes(anOrder())).toMatchObject({ erp: 'bc', marketplace: null, refundOnCancel: true });
    const allegro = aChannel(ROUTES, { kind: 'marketplace', connectionId: 'allegro' });
    expect(routes(anOrder(), allegro).marketplace).toBe('allegro');
  });

  it('may do without an ERP, never without a warehouse', () => {
    expect(routes(anOrder(), aChannel({ ...ROUTES, erp: null })).erp).toBeNull();
    const { pointer, message } = refusal(anOrder(), aChannel({ ...ROUTES, warehouse: null }));
    expect([pointer, message]).toEqual(['', 'The channel "shop" has no warehouse.']);
  });

  it('have a word for everything; one that is misspelt is an error', () => {
    expect(channelRoutes.safeParse({}).success).toBe(true);
    expect(channelRoutes.safeParse({ warehous: 'wms' }).success).toBe(false);
    expect(channelRoutes.safeParse({ carriers: [{ method: '*', connection: 'x', packagesPerShipment: 0 }] }).success).toBe(false); // prettier-ignore
  });
});
