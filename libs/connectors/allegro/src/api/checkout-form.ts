import { z } from 'zod';
import { allegroPrice } from './money';

const text = z.string().nullable().default(null);
const instant = z.iso.datetime({ offset: true });

const buyerAddress = z.object({ street: text, city: text, postCode: text, countryCode: text });

const buyer = z.object({
  id: z.string(),
  email: z.string(),
  login: z.string(),
  firstName: text,
  lastName: text,
  companyName: text,
  phoneNumber: text,
  address: buyerAddress.nullable().default(null),
  preferences: z.object({ language: text }).nullable().default(null),
});

// The same thing has another name here than in the address of the buyer (fact sheet, section 8).
const postalAddress = { street: z.string(), city: z.string(), zipCode: z.string(), countryCode: z.string() };

const delivery = z.object({
  address: z
    .object({ ...postalAddress, firstName: text, lastName: text, companyName: text, phoneNumber: text })
    .nullable()
    .default(null),
  method: z.object({ id: text, name: text }).nullable().default(null),
  pickupPoint: z.object({ id: text, name: text }).nullable().default(null),
  cost: allegroPrice.nullable().default(null),
  smart: z.boolean().nullable().default(null),
  calculatedNumberOfPackages: z.number().nullable().default(null),
});

const invoice = z.object({
  required: z.boolean(),
  address: z
    .object({
      ...postalAddress,
      company: z
        .object({
          name: z.string(),
          ids: z
            .array(z.object({ type: z.string(), value: z.string() }))
            .nullable()
            .default(null),
          taxId: text,
        })
        .nullable()
        .default(null),
      naturalPerson: z.object({ firstName: z.string(), lastName: z.string() }).nullable().default(null),
    })
    .nullable()
    .default(null),
});

const lineItem = z.object({
  id: z.string().min(1),
  offer: z.object({ id: z.string(), name: z.string(), external: z.object({ id: text }).nullable().default(null) }),
  quantity: z.number().nonnegative(),
  /** Of one unit, after discounts. */
  price: allegroPrice,
  deposit: z.object({ price: allegroPrice }).nullable().default(null),
  selectedAdditionalServices: z
    .array(
      z.object({
        definitionId: text,
        name: text,
        price: allegroPrice.nullable().default(null),
        quantity: z.number().nullable().default(null),
      }),
    )
    .nullable()
    .default(null),
  tax: z.object({ rate: text, subject: text, exemption: text }).nullable().default(null),
  boughtAt: instant.nullable().default(null),
});
export type LineItem = z.output<typeof lineItem>;

const payment = z.object({
  id: z.string(),
  type: z.string(),
  finishedAt: instant.nullable().default(null),
  paidAmount: allegroPrice.nullable().default(null),
});

/** `GET /order/checkout-forms/{id}`: an order. */
export const checkoutForm = z.object({
  id: z.string().min(1),
  messageToSeller: text,
  buyer,
  payment: payment.nullable().default(null),
  status: z.string(),
  fulfillment: z
    .object({ status: text, provider: z.object({ id: text }).nullable().default(null) })
    .nullable()
    .default(null),
  delivery: delivery.nullable().default(null),
  invoice: invoice.nullable().default(null),
  lineItems: z.array(lineItem),
  marketplace: z.object({ id: z.string() }).nullable().default(null),
  summary: z.object({ totalToPay: allegroPrice }),
  updatedAt: instant.nullable().default(null),
  revision: text,
});
export type CheckoutForm = z.output<typeof checkoutForm>;
