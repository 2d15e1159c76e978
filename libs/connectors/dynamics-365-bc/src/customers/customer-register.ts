import { AmbiguousMatchError, type CustomerRecord } from '@crossdock/connector-kit';
import { customer, customers, type Customer } from '../api/customer';
import { odataText, type BcContext, type Dynamics365BcClient } from '../dynamics-365-bc.client';
import { toCustomerBody, toEmail } from './customer.mapper';

/** Customers by their e-mail address: Business Central has no field for ids of others (fact sheet, section 3). */
export class CustomerRegister {
  /** Orders of one buyer that come together wait for one customer. */
  private readonly asked = new Map<string, Promise<Customer>>();

  constructor(
    private readonly client: Dynamics365BcClient,
    private readonly context: BcContext,
  ) {}

  /** @throws {AmbiguousMatchError} when several customers have the address */
  async find(address: string): Promise<Customer | null> {
    const email = toEmail(address);
    const { body } = await this.client.sendInCompany({
      operation: 'find-customer',
      method: 'GET',
      path: 'customers',
      query: { $filter: `email eq ${odataText(email)}` },
      write: false,
      schema: customers,
    });
    const [found, ...others] = body.value.filter((one) => one.email.toLowerCase() === email);
    if (others.length === 0) return found ?? null;
    throw new AmbiguousMatchError({
      code: 'dynamics-365-bc.customers-ambiguous',
      summary: `Business Central has ${others.length + 1} customers with the e-mail address of the buyer.`,
      fix: 'Keep the address at one of the customers, then retry.',
      field: 'email',
    });
  }

  /** The customer with the buyer's e-mail address, made when there is none. */
  async findOrCreate(record: CustomerRecord): Promise<Customer> {
    const email = toEmail(record.customer.email);
    const asked = this.asked.get(email) ?? this.foundOrCreated(record);
    this.asked.set(email, asked);
    try {
      return await asked;
    } finally {
      this.asked.delete(email);
    }
  }

  async create(record: CustomerRecord): Promise<Customer> {
    const json = await this.context.rules.apply('create-customer', record, toCustomerBody(record));
    const { body } = await this.client.sendInCompany({
      operation: 'create-customer',
      method: 'POST',
      path: 'customers',
      json,
      write: true,
      schema: customer,
    });
    return body;
  }

  /** @throws {ConflictError} when the customer was changed since it was read */
  async update(found: Customer, record: CustomerRecord): Promise<Customer> {
    const json = await this.context.rules.apply('update-customer', record, toCustomerBody(record));
    const { body } = await this.client.sendInCompany({
      operation: 'update-customer',
      method: 'PATCH',
      path: `customers(${found.id})`,
      headers: { 'if-match': found['@odata.etag'] },
      json,
      write: true,
      schema: customer,
    });
    return body;
  }

  private async foundOrCreated(record: CustomerRecord): Promise<Customer> {
    return (await this.find(record.customer.email)) ?? this.create(record);
  }
}
