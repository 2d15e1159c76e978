import { formatPolishPostalCode, normaliseTaxId, type Address, type Customer } from '@crossdock/canonical';
import type { CheckoutForm } from '../api/checkout-form';

type Named = Pick<Address, 'firstName' | 'lastName' | 'company'>;
type Place = Pick<Address, 'street' | 'city' | 'postalCode' | 'country'>;
type InvoiceAddress = NonNullable<NonNullable<CheckoutForm['invoice']>['address']>;
type Company = NonNullable<InvoiceAddress['company']>;

/** The e-mail is an alias of Allegro; couriers must get it unchanged (fact sheet, section 8). */
export function customerOf(form: CheckoutForm): Customer {
  const { buyer } = form;
  const company = invoiceAddress(form)?.company ?? null;
  return {
    email: buyer.email,
    ...nameAndPhone(form),
    company: company?.name ?? buyer.companyName,
    taxId: taxIdOf(company),
    externalId: buyer.id,
    language: buyer.preferences?.language ?? null,
  };
}

/** Guests give their name and phone with the delivery only. */
function nameAndPhone(form: CheckoutForm): Pick<Customer, 'firstName' | 'lastName' | 'phone'> {
  const { buyer } = form;
  const receiver = shippingAddress(form);
  return {
    firstName: buyer.firstName ?? receiver.firstName ?? null,
    lastName: buyer.lastName ?? receiver.lastName ?? null,
    phone: buyer.phoneNumber ?? receiver.phone ?? null,
  };
}

/** Where the invoice goes when one is wanted, otherwise where the buyer lives. */
export function billingAddress(form: CheckoutForm): Address {
  const invoice = invoiceAddress(form);
  if (invoice !== null)
    return { ...invoiceReceiver(invoice, form), ...placeOf({ ...invoice, postCode: invoice.zipCode }) };
  const { address } = form.buyer;
  return address === null ? shippingAddress(form) : { ...buyerName(form), ...placeOf(address) };
}

/** The receiver. Blank as long as the form is not filled in. */
export function shippingAddress(form: CheckoutForm): Address {
  const { buyer } = form;
  const address = form.delivery?.address ?? null;
  if (address === null)
    return { ...buyerName(form), ...placeOf(NOWHERE), phone: buyer.phoneNumber, email: buyer.email };
  return {
    firstName: address.firstName,
    lastName: address.lastName,
    company: address.companyName,
    ...placeOf({ ...address, postCode: address.zipCode }),
    phone: address.phoneNumber ?? buyer.phoneNumber,
    email: buyer.email,
  };
}

/** The buyer wants an invoice in the name of a company. */
export function wantsCompanyInvoice(form: CheckoutForm): boolean {
  return invoiceAddress(form)?.company != null;
}

function invoiceAddress({ invoice }: CheckoutForm): InvoiceAddress | null {
  return invoice?.required === true ? invoice.address : null;
}

function invoiceReceiver({ company, naturalPerson }: InvoiceAddress, { buyer }: CheckoutForm): Named {
  const { firstName, lastName } = naturalPerson ?? buyer;
  return { firstName, lastName, company: company?.name ?? null };
}

function buyerName({ buyer }: CheckoutForm): Named {
  return { firstName: buyer.firstName, lastName: buyer.lastName, company: buyer.companyName };
}

const NOWHERE = { street: null, city: null, postCode: null, countryCode: null };

function placeOf({
  street,
  city,
  postCode,
  countryCode,
}: Readonly<Record<keyof typeof NOWHERE, string | null>>): Place {
  const code = postCode ?? '';
  return {
    street: street ?? '',
    city: city ?? '',
    postalCode: countryCode === 'PL' ? (formatPolishPostalCode(code) ?? code) : code,
    country: countryCode ?? '',
  };
}

// Kinds by the specification of the checkout form; a Czech or Slovak ICO is a company number, not a VAT id.
const TAX_IDS = ['PL_NIP', 'VAT_EU', 'CZ_DIC', 'SK_IC_DPH', 'HU_ADOSZAM', 'OTHER'];

function taxIdOf(company: Company | null): string | null {
  if (company === null) return null;
  const ids = company.ids ?? [];
  const byKind = TAX_IDS.flatMap((kind) => ids.filter(({ type }) => type === kind));
  const value = byKind.at(0)?.value ?? company.taxId ?? '';
  return value === '' ? null : normaliseTaxId(value);
}
