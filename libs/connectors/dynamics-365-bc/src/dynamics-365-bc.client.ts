import {
  ConfigurationError,
  type ConnectorContext,
  type HttpClient,
  type HttpRequest,
  type HttpResponse,
} from '@crossdock/connector-kit';
import { companies, journals } from './api/company';
import { bcAuthorizer } from './dynamics-365-bc.auth';
import { classifyBcError } from './dynamics-365-bc.errors';
import type { Dynamics365BcCredentials, Dynamics365BcSettings } from './dynamics-365-bc.manifest';

export type BcContext = ConnectorContext<Dynamics365BcSettings, Dynamics365BcCredentials>;

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const API = 'api/v2.0';
const ANALYTICS = 'api/microsoft/analytics/v1.0';

// Beyond the kit's own names: people and places on orders, customers and invoices.
const PERSONAL = [
  'displayName',
  'customerName',
  'billToName',
  'shipToName',
  'shipToContact',
  ...['sellTo', 'billTo', 'shipTo'].flatMap((prefix) => [
    `${prefix}AddressLine1`,
    `${prefix}AddressLine2`,
    `${prefix}City`,
    `${prefix}PostCode`,
  ]),
  'addressLine1',
  'addressLine2',
  'phoneNumber',
  'email',
  'taxRegistrationNumber',
  'clientState',
];

/** Text as it stands in `$filter`: in quotation marks, those inside it doubled (fact sheet, section 8). */
export function odataText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** HTTP of one environment and company: addresses, headers, ids that do not change. */
export class Dynamics365BcClient {
  private readonly http: HttpClient;
  private readonly ids = new Map<string, Promise<string>>();

  constructor(private readonly context: BcContext) {
    const { baseUrl, tenantId, environment } = context.settings;
    this.http = context.http({
      baseUrl: `${baseUrl.replace(/\/+$/, '')}/v2.0/${tenantId}/${environment}`,
      // The language of error texts.
      headers: { accept: 'application/json', 'accept-language': 'en-US' },
      authorizer: bcAuthorizer(context),
      classify: classifyBcError,
      scrub: PERSONAL,
    });
  }

  /** A call of API v2.0 outside companies (`subscriptions`), or the whole address of a next page. */
  async send<T>(request: HttpRequest<T>): Promise<HttpResponse<T>> {
    const whole = /^https?:/.test(request.path);
    return this.http.request({ ...request, path: whole ? request.path : `/${API}/${request.path}` });
  }

  /** A call below the company: `salesOrders`, `items` ... */
  async sendInCompany<T>(request: HttpRequest<T>): Promise<HttpResponse<T>> {
    const id = await this.company();
    return this.http.request({ ...request, path: `/${API}/companies(${id})/${request.path}` });
  }

  /** A read-only query of the Power BI connector extension, which ships with Business Central online. */
  async query<T>(request: HttpRequest<T>): Promise<HttpResponse<T>> {
    const id = await this.company();
    return this.http.request({ ...request, path: `/${ANALYTICS}/companies(${id})/${request.path}` });
  }

  async company(): Promise<string> {
    const { company } = this.context.settings;
    return this.remembered(`company:${company}`, async () => this.findCompany());
  }

  /** Id of the payment journal in the settings. */
  async paymentJournal(): Promise<string> {
    const { company, paymentJournal } = this.context.settings;
    return this.remembered(`journal:${company}:${paymentJournal}`, async () => this.findJournal());
  }

  /** Asked for once by every worker; a look-up that failed is not kept. */
  private async remembered(what: string, find: () => Promise<string>): Promise<string> {
    const name = `${this.context.settings.environment}:${what}`;
    const asked = this.ids.get(name) ?? this.stored(name, find);
    this.ids.set(name, asked);
    try {
      return await asked;
    } catch (error) {
      if (this.ids.get(name) === asked) this.ids.delete(name);
      throw error;
    }
  }

  private async stored(name: string, find: () => Promise<string>): Promise<string> {
    const known = await this.context.values.get(name);
    if (known !== null) return known;
    const found = await find();
    await this.context.values.set(name, found);
    return found;
  }

  private async findCompany(): Promise<string> {
    const { company } = this.context.settings;
    if (GUID.test(company)) return company;
    const { body } = await this.send({
      operation: 'find-company',
      method: 'GET',
      path: 'companies',
      write: false,
      schema: companies,
    });
    const found = body.value.find(({ name }) => name === company);
    if (found !== undefined) return found.id;
    throw new ConfigurationError({
      code: 'dynamics-365-bc.no-company',
      summary: `Business Central has no company "${company}" in this environment.`,
      fix: `Set the company to one of: ${body.value.map(({ name }) => name).join(', ')}.`,
      field: 'company',
    });
  }

  private async findJournal(): Promise<string> {
    const code = this.context.settings.paymentJournal;
    if (code === '') throw noJournal('No customer payment journal is set.');
    const { body } = await this.sendInCompany({
      operation: 'find-payment-journal',
      method: 'GET',
      path: 'customerPaymentJournals',
      query: { $filter: `code eq ${odataText(code)}` },
      write: false,
      schema: journals,
    });
    const found = body.value.find((journal) => journal.code === code);
    if (found === undefined) throw noJournal(`Business Central has no customer payment journal "${code}".`);
    return found.id;
  }
}

const noJournal = (summary: string): ConfigurationError =>
  new ConfigurationError({
    code: 'dynamics-365-bc.no-payment-journal',
    summary,
    fix: 'Set the code of a customer payment journal that has a balancing account.',
    field: 'paymentJournal',
  });
