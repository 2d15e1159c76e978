import type { Address } from '../customer/address';
import type { Order } from './order';

/** An address somebody can deliver to: name and contacts are the customer's where the address has none of its own. */
export type Receiver = Address & { readonly email: string; readonly phone: string | null };

export function receiverOf({ customer }: Pick<Order, 'customer'>, address: Address): Receiver {
  const named = [address.firstName, address.lastName, address.company].some((name) => (name ?? '') !== '');
  const { firstName = null, lastName = null, company = null } = named ? address : customer;
  return {
    ...address,
    firstName,
    lastName,
    company,
    email: address.email ?? customer.email,
    phone: address.phone ?? customer.phone ?? null,
  };
}
