import { UnexpectedResponseError, WebhookSignatureError, type RawWebhook } from '@crossdock/connector-kit';
import payment from '../fixtures/notification.payment.json';
import refund from '../fixtures/notification.refund.json';
import { signer } from './przelewy24.signature';
import { Przelewy24Webhook } from './przelewy24.webhook';

const CRC = 'example_crc_0001';
const receiver = new Przelewy24Webhook({ merchantId: 999999, posId: 999999 }, CRC);
const webhook = (body: unknown): RawWebhook => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  query: {},
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  suffix: '',
});

describe('a payment notification', () => {
  it('says which payment changed, and nothing of the amount', async () => {
    expect(await receiver.receive(webhook(payment))).toEqual({
      deduplicationKey: 'payment:3000000123',
      events: [{ type: 'payment-changed', reference: 'hub-1001-a' }],
    });
  });

  it('is the same however its fields are ordered', async () => {
    const reordered = Object.fromEntries(Object.entries(payment).reverse());
    expect(await receiver.receive(webhook(reordered))).toMatchObject({ deduplicationKey: 'payment:3000000123' });
  });

  it.each([
    'sessionId',
    'amount',
    'originAmount',
    'currency',
    'orderId',
    'methodId',
    'statement',
    'merchantId',
    'posId',
  ])('is refused when its %s was changed', async (field) => {
    const value = payment[field as keyof typeof payment];
    const forged = { ...payment, [field]: typeof value === 'number' ? value + 1 : `${value}x` };
    await expect(receiver.receive(webhook(forged))).rejects.toThrow(WebhookSignatureError);
  });

  it('is refused when it is for another shop, though rightly signed', async () => {
    const other = { ...payment, posId: 111111 };
    const signed = { ...other, sign: signer(CRC).paymentNotification(other) };
    await expect(receiver.receive(webhook(signed))).rejects.toThrow(WebhookSignatureError);
  });

  it.each(['', 'not json', '[]', '{}', 'null', { ...payment, sign: undefined }, { ...payment, amount: '12345' }])(
    'is refused as unproved: %j',
    async (body) => {
      await expect(receiver.receive(webhook(body))).rejects.toThrow(WebhookSignatureError);
    },
  );
});

describe('a refund notification', () => {
  it('says which refund changed', async () => {
    expect(await receiver.receive(webhook(refund))).toEqual({
      deduplicationKey: 'refund:r-77-1:0',
      events: [{ type: 'refund-changed', reference: 'r-77-1' }],
    });
  });

  it('does not believe the id that is not signed', async () => {
    const forged = await receiver.receive(webhook({ ...refund, requestId: 'somebody-else' }));
    expect(forged.events).toEqual([{ type: 'refund-changed', reference: 'r-77-1' }]);
  });

  it('is refused when its amount was changed', async () => {
    await expect(receiver.receive(webhook({ ...refund, amount: 1 }))).rejects.toThrow(WebhookSignatureError);
  });

  it('is kept for a person when it is genuine but has an unknown status', async () => {
    const strange = { ...refund, status: 5 };
    const signed = { ...strange, sign: signer(CRC).refundNotification(strange) };
    await expect(receiver.receive(webhook(signed))).rejects.toThrow(UnexpectedResponseError);
  });
});
