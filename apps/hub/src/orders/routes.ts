import type { Order } from '@crossdock/canonical';
import { z } from 'zod';
import type { OrderRoutes } from './order-progress';

const carrierRoute = z.strictObject({
  /** Delivery method of the order; a `*` at the end stands for anything. The first that fits is taken. */
  method: z.string().min(1),
  connection: z.string().min(1),
  packagesPerShipment: z.int().positive().nullable().default(null),
  /** Word for the carrier in the marketplace's lookup table `carrier`. Default: the id of the connection. */
  word: z.string().min(1).optional(),
});

/** Which connections serve a channel. */
export const channelRoutes = z.strictObject({
  erp: z.string().nullable().default(null),
  warehouse: z.string().nullable().default(null),
  carriers: z.array(carrierRoute).default([]),
  /** Payment method of the order to the gateway that has the last word on it. Others are believed. */
  payments: z.record(z.string(), z.string()).default({}),
  refundOnCancel: z.boolean().default(true),
  /** False: the ERP invoices what has left by itself, and the hub neither asks for it nor tells it of the payment. */
  invoicing: z.boolean().default(true),
});
export type ChannelRoutes = z.output<typeof channelRoutes>;

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'shop' | 'marketplace';
  /** The marketplace's connection; null for shops, which come to us. */
  readonly connectionId: string | null;
  readonly routes: unknown;
}

/** The channel has no connection for something that the order needs. */
export class RouteMissingError extends Error {
  constructor(
    readonly pointer: string,
    message: string,
  ) {
    super(message);
    this.name = 'RouteMissingError';
  }
}

/**
 * The connections that this order goes through.
 * @throws {RouteMissingError} when the channel has no warehouse, or no carrier for the delivery method
 */
export function routesFor(
  channel: Channel,
  order: Order,
): { readonly routes: OrderRoutes; readonly warehouse: string } {
  const { erp, warehouse, carriers, payments, refundOnCancel, invoicing } = channelRoutes.parse(channel.routes);
  if (warehouse === null) throw new RouteMissingError('', `The channel "${channel.id}" has no warehouse.`);
  const { method } = order.delivery;
  const carrier = carriers.find((route) => fits(route.method, method));
  if (carrier === undefined) {
    throw new RouteMissingError(
      '/delivery/method',
      `The channel "${channel.id}" has no carrier for the delivery method "${method}".`,
    );
  }
  const gateway = gatewayFor(order, payments);
  return {
    warehouse,
    routes: {
      payments: gateway,
      erp,
      marketplace: channel.connectionId,
      carrier: carrier.connection,
      carrierWord: carrier.word ?? carrier.connection,
      packagesPerShipment: carrier.packagesPerShipment,
      refundOnCancel,
      invoicing,
    },
  };
}

/**
 * Who has the last word on the payment. Nobody for cash on delivery, and for orders of marketplaces, which pay us
 * themselves.
 * @throws {RouteMissingError} when the order is unpaid and nobody could ever tell that it is
 */
function gatewayFor({ payment }: Order, gateways: Readonly<Record<string, string>>): string | null {
  if (payment.status === 'failed' || payment.status === 'refunded') {
    throw new RouteMissingError('/payment/status', `An order whose payment is ${payment.status} cannot be taken.`);
  }
  if (payment.cashOnDelivery) return null;
  // The method is the shop's word: `constructor` is one like any other.
  const gateway = Object.hasOwn(gateways, payment.method) ? (gateways[payment.method] ?? null) : null;
  if (gateway === null && payment.status === 'pending') {
    throw new RouteMissingError(
      '/payment/status',
      `Nobody can tell when an order paid by "${payment.method}" is paid: hand it in when it is, or connect a gateway.`,
    );
  }
  return gateway;
}

function fits(pattern: string, method: string): boolean {
  return pattern.endsWith('*') ? method.startsWith(pattern.slice(0, -1)) : pattern === method;
}
