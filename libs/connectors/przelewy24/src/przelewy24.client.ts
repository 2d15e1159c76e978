import { basicAuthorizer, type ConnectorContext, type HttpClient } from '@crossdock/connector-kit';
import { z } from 'zod';
import { refundAnswer, refundsAnswer, type RefundBody, type Refunds } from './api/refund';
import { transactionAnswer, verifyAnswer, type Transaction, type VerifyRequest } from './api/transaction';
import { classifyPrzelewy24Error } from './przelewy24.errors';
import type { Przelewy24Credentials, Przelewy24Settings } from './przelewy24.manifest';

// What a read tells of the buyer, beyond what the kit keeps out by itself.
const PERSONAL = ['clientEmail', 'clientName', 'clientAddress', 'clientCity', 'clientPostcode', 'accountMD5'];

const accessAnswer = z.object({ data: z.boolean() });

/** HTTP of Przelewy24 REST v1. Amounts are integers in minor units. */
export class Przelewy24Client {
  private readonly http: HttpClient;

  constructor({ http, settings, credentials }: ConnectorContext<Przelewy24Settings, Przelewy24Credentials>) {
    this.http = http({
      baseUrl: settings.baseUrl,
      authorizer: basicAuthorizer(String(settings.posId), credentials.apiKey),
      classify: classifyPrzelewy24Error,
      scrub: PERSONAL,
    });
  }

  /** @throws {NotFoundAtVendorError} code `payment.not-found` when P24 does not know the session */
  async transaction(sessionId: string): Promise<Transaction> {
    const { body } = await this.http.request({
      operation: 'read-payment',
      method: 'GET',
      path: `/api/v1/transaction/by/sessionId/${encodeURIComponent(sessionId)}`,
      write: false,
      schema: transactionAnswer,
    });
    return body.data;
  }

  /** @throws {RejectedByVendorError} when amount, currency, order id or signature are not what P24 has */
  async verify(json: VerifyRequest): Promise<void> {
    await this.http.request({
      operation: 'confirm-payment',
      method: 'PUT',
      path: '/api/v1/transaction/verify',
      json,
      write: true,
      schema: verifyAnswer,
    });
  }

  async refund(json: RefundBody): Promise<void> {
    await this.http.request({
      operation: 'refund',
      method: 'POST',
      path: '/api/v1/transaction/refund',
      json,
      write: true,
      schema: refundAnswer,
    });
  }

  /** @throws {NotFoundAtVendorError} code `payment.not-found` when the payment has no refunds */
  async refunds(orderId: number): Promise<Refunds> {
    const { body } = await this.http.request({
      operation: 'find-refund',
      method: 'GET',
      path: `/api/v1/refund/by/orderId/${orderId}`,
      write: false,
      schema: refundsAnswer,
    });
    return body.data;
  }

  /** True when the credentials are right. */
  async testAccess(): Promise<boolean> {
    const { body } = await this.http.request({
      operation: 'check',
      method: 'GET',
      path: '/api/v1/testAccess',
      write: false,
      schema: accessAnswer,
    });
    return body.data;
  }
}
