import { createHash } from 'node:crypto';
import type { Money, RefundRequest } from '@crossdock/canonical';
import type { Ports, RawWebhook } from '@crossdock/connector-kit';
import {
  openTestConnection,
  startTestServer,
  type OpenOverrides,
  type TestConnection,
  type TestServer,
} from '@crossdock/connector-kit/testing';
import { przelewy24Connector } from '@crossdock/connectors/przelewy24';
import { createSandbox, type Sandbox } from '../../apps/sandbox/src';
import { przelewy24System } from '../../apps/sandbox/src/vendors/przelewy24/przelewy24.system';

export const CREDENTIALS = { apiKey: 'p24-sandbox-key', crc: 'example_crc_0001' };
export const BASIC = Buffer.from(`999999:${CREDENTIALS.apiKey}`).toString('base64');

const SETTINGS = {
  unknownSessions: 'paid',
  refundAfterMs: null,
  availableFunds: null,
  repeatedVerify: 'success',
  webhookUrl: null,
};

/** A record of the sandbox: a transaction or a refund; each has some of the fields. */
export interface Przelewy24Record {
  readonly id: string;
  readonly reference: string | null;
  readonly status: number;
  readonly amount: number | null;
  readonly verifyCount?: number;
  readonly description?: string;
}

export const pln = (amount: string): Money => ({ amount, currency: 'PLN' });

export const aRefund = (transactionId: string, changes: Partial<RefundRequest> = {}): RefundRequest => ({
  reference: 'refund-1001-1',
  orderReference: '1001',
  paymentReference: '1001-a',
  transactionId,
  amount: pln('20.00'),
  reason: 'Zwrot: żółty kubek',
  ...changes,
});

/** The simulated Przelewy24, a shop that it notifies, and a connection to it. */
export class Przelewy24Demo {
  private current: TestConnection | null = null;

  private constructor(
    private readonly sandbox: Sandbox,
    readonly address: string,
    readonly shop: TestServer,
  ) {}

  static async start(): Promise<Przelewy24Demo> {
    const sandbox = createSandbox({ file: null, systems: [przelewy24System] });
    return new Przelewy24Demo(sandbox, await sandbox.listen(0), await startTestServer());
  }

  async stop(): Promise<void> {
    await this.current?.close();
    await this.shop.close();
    await this.sandbox.close();
  }

  get connection(): TestConnection {
    if (this.current === null) throw new Error('The connection is not open.');
    return this.current;
  }

  get payments(): Ports['payments'] {
    return this.connection.ports.payments!;
  }

  /** Forgets what happened and opens a connection that has learnt nothing yet. */
  async restart(): Promise<void> {
    await this.control('POST', '/__sandbox/reset');
    await this.prepare();
    await this.reopen();
  }

  async prepare(): Promise<void> {
    await this.settings(SETTINGS);
    this.shop.requests.length = 0;
  }

  async reopen(overrides: OpenOverrides = {}): Promise<void> {
    await this.current?.close();
    this.current = this.open(overrides);
  }

  /** A further connection. */
  open({ credentials, deadlineMs }: OpenOverrides = {}): TestConnection {
    return openTestConnection(przelewy24Connector, {
      settings: {
        baseUrl: `${this.address}/przelewy24`,
        merchantId: 999999,
        posId: '999999',
        refundNotificationUrl: this.shop.baseUrl,
      },
      credentials: credentials ?? CREDENTIALS,
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
    });
  }

  async settings(changes: object): Promise<void> {
    await this.control('POST', '/__sandbox/przelewy24/settings', changes);
  }

  async advance(body: object): Promise<void> {
    await this.control('POST', '/__sandbox/przelewy24/advance', body);
  }

  async fault(kind: string, more: object = {}): Promise<void> {
    await this.control('POST', '/__sandbox/przelewy24/faults', { kind, times: 1, ...more });
  }

  async records(type: 'transaction' | 'refund'): Promise<Przelewy24Record[]> {
    const answer = await this.control('GET', `/__sandbox/przelewy24/records?type=${type}`);
    return (await answer.json()) as Przelewy24Record[];
  }

  /** As a shop would: registers the payment at P24. */
  async register(sessionId: string, amount: number, changes: object = {}): Promise<Response> {
    const signed = JSON.stringify({ sessionId, merchantId: 999999, amount, currency: 'PLN', crc: CREDENTIALS.crc });
    const body = {
      merchantId: 999999,
      posId: 999999,
      sessionId,
      amount,
      currency: 'PLN',
      description: 'Zamówienie',
      email: 'zaneta@example.com',
      client: 'Żaneta Łęcka',
      country: 'PL',
      language: 'pl',
      urlReturn: 'https://shop.example/dziekujemy',
      urlStatus: this.shop.baseUrl,
      sign: createHash('sha384').update(signed).digest('hex'),
      ...changes,
    };
    return this.control('POST', '/przelewy24/api/v1/transaction/register', body, { authorization: `Basic ${BASIC}` });
  }

  /** Number of the payment at P24. */
  async paidAndVerified(sessionId: string, amount = '123.45'): Promise<string> {
    const { transactionId } = await this.payments.confirmPayment({ reference: sessionId, amount: pln(amount) });
    return transactionId!;
  }

  /** The buyer pays what the shop registered, and P24 tells the shop. */
  async pay(sessionId: string, amount: number): Promise<void> {
    await this.register(sessionId, amount);
    await this.advance({ action: 'pay', sessionId });
  }

  /** The oldest notification that the shop has got, as the hub would be given it. */
  takeWebhook(): RawWebhook {
    const [request] = this.shop.requests.splice(0, 1);
    return { method: 'POST', headers: {}, query: {}, body: Buffer.from(request!.body), suffix: '' };
  }

  private async control(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    return fetch(`${this.address}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}
