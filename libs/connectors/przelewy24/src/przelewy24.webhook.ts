import {
  UnexpectedResponseError,
  WebhookSignatureError,
  type ParsedWebhook,
  type RawWebhook,
  type WebhookReceiver,
} from '@crossdock/connector-kit';
import {
  paymentNotification,
  refundNotification,
  type PaymentNotification,
  type RefundNotification,
} from './api/notification';
import { notifiedRefundState } from './payments/payment-status';
import { refundsUuidOf } from './payments/refund-ids';
import type { Przelewy24Settings } from './przelewy24.manifest';
import { sameSignature, signer, type Signer } from './przelewy24.signature';

/**
 * Notifications of payments and refunds, both to the same address. P24 repeats a payment's until it is verified
 * (documentation, Notification). Amounts in them are never used: the step that waits reads the state and verifies.
 */
export class Przelewy24Webhook implements WebhookReceiver {
  private readonly signs: Signer;

  constructor(
    private readonly settings: Pick<Przelewy24Settings, 'merchantId' | 'posId'>,
    crc: string,
  ) {
    this.signs = signer(crc);
  }

  async receive(webhook: RawWebhook): Promise<ParsedWebhook> {
    const body = jsonIn(webhook.body);
    const payment = paymentNotification.safeParse(body);
    if (payment.success) return this.payment(payment.data);
    const refund = refundNotification.safeParse(body);
    if (refund.success) return this.refund(refund.data);
    throw new WebhookSignatureError('Neither a payment nor a refund notification: the signature cannot be checked.');
  }

  private payment(notification: PaymentNotification): ParsedWebhook {
    if (notification.posId !== this.settings.posId) throw new WebhookSignatureError('Another posId.');
    this.assertOurs(notification, this.signs.paymentNotification(notification));
    return {
      deduplicationKey: `payment:${notification.orderId}`,
      events: [{ type: 'payment-changed', reference: notification.sessionId }],
    };
  }

  private refund(notification: RefundNotification): ParsedWebhook {
    this.assertOurs(notification, this.signs.refundNotification(notification));
    assertKnownStatus(notification.status);
    return {
      deduplicationKey: `refund:${notification.refundsUuid}:${notification.status}`,
      events: [{ type: 'refund-changed', reference: referenceOf(notification) }],
    };
  }

  private assertOurs({ merchantId, sign }: { merchantId: number; sign: string }, expected: string): void {
    if (merchantId !== this.settings.merchantId) throw new WebhookSignatureError('Another merchantId.');
    if (!sameSignature(sign, expected)) throw new WebhookSignatureError('The signature is wrong.');
  }
}

/** The longer id is nearer to our reference, but only the shorter one is signed: it must be what the longer one gives. */
function referenceOf({ requestId, refundsUuid }: RefundNotification): string {
  return requestId !== undefined && refundsUuidOf(requestId) === refundsUuid ? requestId : refundsUuid;
}

function assertKnownStatus(status: number): void {
  try {
    notifiedRefundState(status);
  } catch (cause) {
    const summary = `Przelewy24 notified a refund with the status ${status}, which is not documented.`;
    throw new UnexpectedResponseError({ code: 'webhook.unreadable', summary }, { cause });
  }
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    throw Object.assign(new WebhookSignatureError('The body is not JSON: the signature cannot be checked.'), { cause });
  }
}
