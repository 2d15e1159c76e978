import type { CustomerRecord, CustomerSink, RemoteRecord } from '@crossdock/connector-kit';
import type { CustomerRegister } from './customer-register';

/** Customers by their e-mail address, created or brought up to date. */
export class Dynamics365BcCustomerSink implements CustomerSink {
  constructor(private readonly register: CustomerRegister) {}

  async findCustomer({ customer }: CustomerRecord): Promise<RemoteRecord | null> {
    const found = await this.register.find(customer.email);
    return found === null ? null : { id: found.id, number: found.number };
  }

  async upsertCustomer(record: CustomerRecord): Promise<RemoteRecord> {
    const found = await this.register.find(record.customer.email);
    const { id, number } = await (found === null ? this.register.create(record) : this.register.update(found, record));
    return { id, number };
  }
}
