import type { Address, Customer } from '@crossdock/canonical';

/** Letters that break first when a system reads or writes the wrong character set. */
export const POLISH_LETTERS = 'ąęśćżźłó';

/** A private buyer whose name and street have every Polish letter. */
export function aCustomer(changes: Partial<Customer> = {}): Customer {
  return {
    email: 'zaneta.sample@example.pl',
    phone: '+48600700801',
    firstName: 'Żaneta',
    lastName: `Jaźń-${POLISH_LETTERS}`,
    company: null,
    taxId: null,
    group: 'retail',
    externalId: 'B-7',
    language: 'pl-PL',
    ...changes,
  };
}

export function anAddress(changes: Partial<Address> = {}): Address {
  return {
    firstName: 'Żaneta',
    lastName: `Jaźń-${POLISH_LETTERS}`,
    street: 'Źródlana 17/4',
    city: 'Łódź',
    postalCode: '90-743',
    country: 'PL',
    phone: '+48600700801',
    email: 'zaneta.sample@example.pl',
    ...changes,
  };
}
