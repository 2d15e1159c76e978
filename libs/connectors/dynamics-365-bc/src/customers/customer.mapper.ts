import type { Address, Customer } from '@crossdock/canonical';
import type { CustomerRecord } from '@crossdock/connector-kit';
import type { CustomerBody } from '../api/customer';
import { cut, fitting } from '../text-limits';
import { toBcAddress } from './address.mapper';

const PHONE = 30;

/** A number cut short is a wrong number: one that is too long is left out. */
export const toPhone = (phone: string | null | undefined): string =>
  phone != null && phone.length <= PHONE ? phone : '';

/** By e-mail addresses customers are found again: they are kept in one spelling. */
export const toEmail = (email: string): string => fitting('email', email.trim().toLowerCase(), 80);

export const personOf = ({ firstName, lastName }: Pick<Address, 'firstName' | 'lastName'>): string =>
  [firstName, lastName].filter((name) => name != null && name !== '').join(' ');

export function toCustomerBody({ customer, billingAddress }: CustomerRecord): CustomerBody {
  const { line1, line2, city, state, postCode, country } = toBcAddress(billingAddress, '');
  const company = companyOf(customer, billingAddress);
  return {
    displayName: cut(nameOf(customer, billingAddress), 100),
    type: company === '' ? 'Person' : 'Company',
    addressLine1: line1,
    addressLine2: line2,
    city,
    state,
    postalCode: postCode,
    country,
    phoneNumber: toPhone(customer.phone ?? billingAddress.phone),
    email: toEmail(customer.email),
    taxRegistrationNumber: fitting('taxRegistrationNumber', customer.taxId ?? '', 20),
  };
}

const companyOf = (customer: Customer, address: Address): string => address.company ?? customer.company ?? '';

/** Business Central asks for a name; the address of a buyer without one is better than nothing. */
function nameOf(customer: Customer, address: Address): string {
  const names = [companyOf(customer, address), personOf(address), personOf(customer), customer.email];
  return names.find((name) => name !== '') ?? '';
}
