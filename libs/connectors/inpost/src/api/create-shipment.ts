import { z } from 'zod';

export const SENDING_METHODS = ['parcel_locker', 'pok', 'pop', 'courier_pok', 'branch', 'dispatch_order'] as const;
export const TEMPLATES = ['small', 'medium', 'large'] as const;
export type Template = (typeof TEMPLATES)[number];

/** Longest `reference` and `external_customer_id`; the vendor's own figure is unconfirmed (fact sheet, section 3). */
export const REFERENCE_LENGTH = 100;

const money = z.object({ amount: z.number().positive(), currency: z.literal('PLN') });

const address = z.object({
  street: z.string().min(1),
  building_number: z.string().min(1),
  city: z.string().min(1),
  post_code: z.string().regex(/^\d{2}-\d{3}$/),
  country_code: z.literal('PL'),
});
export type ShipxAddress = z.output<typeof address>;

const party = z.object({
  company_name: z.string().optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().regex(/^\d{9}$/),
  address: address.optional(),
});
export type ShipxReceiver = z.output<typeof party>;

const lockerParcel = z.object({ template: z.enum([...TEMPLATES, 'xlarge']) });
export type LockerParcel = z.output<typeof lockerParcel>;

const courierParcel = z.object({
  dimensions: z.object({
    length: z.number().positive(),
    width: z.number().positive(),
    height: z.number().positive(),
    unit: z.literal('mm'),
  }),
  weight: z.object({ amount: z.number().positive(), unit: z.literal('kg') }),
  is_non_standard: z.boolean(),
});
export type CourierParcel = z.output<typeof courierParcel>;

/** Body of `POST /v1/organizations/{org}/shipments` (fact sheet, section 3). */
export const createShipmentBody = z.object({
  receiver: party,
  sender: z.record(z.string(), z.unknown()).optional(),
  parcels: z.union([lockerParcel, z.array(courierParcel).min(1)]),
  service: z.string().min(1),
  custom_attributes: z.object({
    target_point: z.string().optional(),
    sending_method: z.enum(SENDING_METHODS),
    dropoff_point: z.string().optional(),
  }),
  cod: money.optional(),
  insurance: money.optional(),
  reference: z.string().max(REFERENCE_LENGTH),
  external_customer_id: z.string().max(REFERENCE_LENGTH),
  comments: z.string().optional(),
  mpk: z.string().optional(),
  additional_services: z.array(z.string()).optional(),
  end_of_week_collection: z.boolean().optional(),
  is_return: z.boolean().optional(),
});
export type CreateShipmentBody = z.output<typeof createShipmentBody>;
