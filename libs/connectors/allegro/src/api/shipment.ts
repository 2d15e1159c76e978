import { z } from 'zod';

export const MAX_WAYBILL = 64;
export const MAX_CARRIER_NAME = 30;

/** Body of `POST /order/checkout-forms/{id}/shipments`. Without line items the parcel holds the whole order. */
export const shipmentBody = z.object({
  carrierId: z.string().min(1),
  waybill: z.string().min(1).max(MAX_WAYBILL),
  carrierName: z.string().max(MAX_CARRIER_NAME).optional(),
  lineItems: z.array(z.object({ id: z.string() })).optional(),
});
export type ShipmentBody = z.output<typeof shipmentBody>;

export const orderShipment = z.object({ id: z.string(), waybill: z.string(), carrierId: z.string().nullish() });
export type OrderShipment = z.output<typeof orderShipment>;

export const orderShipments = z.object({ shipments: z.array(orderShipment) });
