import { createHmac } from 'node:crypto';
import {
  jsonataExpressions,
  UnexpectedResponseError,
  WebhookSignatureError,
  type RawWebhook,
} from '@crossdock/connector-kit';
import { webhookSettings } from '../settings/webhook';
import { webhookReceiver } from './webhook-receiver';

const NOW = Date.UTC(2026, 10, 25, 12);
const BODY = '{"id":"e-1","order":"1001"}';
const EVENTS = '{"type": "order-changed", "externalId": body.order}';

function receiver(settings: Record<string, unknown>, secret = 'shh'): ReturnType<typeof webhookReceiver> {
  return webhookReceiver(webhookSettings.parse({ events: EVENTS, ...settings }), {
    secret,
    expressions: jsonataExpressions(),
    functions: {},
    constants: {},
    clock: { now: () => NOW, sleep: async () => undefined },
  });
}

function webhook(headers: Record<string, string>, more: Partial<RawWebhook> = {}): RawWebhook {
  return { method: 'POST', headers, query: {}, suffix: '', body: Buffer.from(BODY), ...more };
}

function hmac(signed: string, encoding: 'hex' | 'base64' = 'hex', secret: string | Buffer = 'shh'): string {
  return createHmac('sha256', secret).update(signed).digest(encoding);
}

describe('a webhook with a secret in its address', () => {
  const own = receiver({ signature: { kind: 'secret-in-path' }, deduplicationKey: 'body.id', answer: { body: 'ok' } });

  it('is translated when the secret is right', async () => {
    await expect(own.receive(webhook({}, { suffix: 'shh' }))).resolves.toEqual({
      events: [{ type: 'order-changed', externalId: '1001' }],
      deduplicationKey: 'e-1',
      answer: { status: 200, contentType: 'application/json', body: 'ok' },
    });
  });

  it.each(['', 'sh', 'shh2'])('is refused with "%s"', async (suffix) => {
    await expect(own.receive(webhook({}, { suffix }))).rejects.toThrow(WebhookSignatureError);
  });
});

describe('a webhook signed by HMAC', () => {
  it('is accepted in hexadecimal and in base64, over the raw body', async () => {
    const hex = receiver({ signature: { kind: 'hmac-sha256', header: 'X-Sign', prefix: 'sha256=' } });
    const accepted = await hex.receive(webhook({ 'x-sign': `sha256=${hmac(BODY)}` }));
    expect(accepted.deduplicationKey).toMatch(/^[0-9a-f]{64}$/);
    const base64 = receiver({ signature: { kind: 'hmac-sha256', header: 'X-Sign', encoding: 'base64' } });
    await expect(base64.receive(webhook({ 'x-sign': hmac(BODY, 'base64') }))).resolves.toBeDefined();
  });

  it('is refused without a signature, with another, and for another body', async () => {
    const own = receiver({ signature: { kind: 'hmac-sha256', header: 'X-Sign' } });
    await expect(own.receive(webhook({}))).rejects.toThrow(WebhookSignatureError);
    await expect(own.receive(webhook({ 'x-sign': hmac(BODY, 'hex', 'other') }))).rejects.toThrow(WebhookSignatureError);
    await expect(own.receive(webhook({ 'x-sign': hmac(`${BODY} `) }))).rejects.toThrow(WebhookSignatureError);
  });

  it('is refused outside its time window', async () => {
    const own = receiver({
      signature: { kind: 'hmac-sha256', header: 'x-sign', timestampHeader: 'x-time', timestampUnit: 'milliseconds' },
    });
    const at = (time: number): RawWebhook => webhook({ 'x-time': String(time), 'x-sign': hmac(`${time}.${BODY}`) });
    await expect(own.receive(at(NOW - 299_000))).resolves.toBeDefined();
    await expect(own.receive(at(NOW - 301_000))).rejects.toThrow(WebhookSignatureError);
    await expect(own.receive(at(NOW + 301_000))).rejects.toThrow(WebhookSignatureError);
  });
});

describe('a Standard Webhook', () => {
  const key = Buffer.from('a key of some length');
  const own = receiver({ signature: { kind: 'standard-webhooks' } }, `whsec_${key.toString('base64')}`);
  const time = String(NOW / 1_000);

  it('is accepted when one of its signatures is right', async () => {
    const signature = `v1,AAAA v1,${hmac(`m-1.${time}.${BODY}`, 'base64', key)}`;
    const headers = { 'webhook-id': 'm-1', 'webhook-timestamp': time, 'webhook-signature': signature };
    await expect(own.receive(webhook(headers))).resolves.toBeDefined();
    await expect(own.receive(webhook({ ...headers, 'webhook-id': 'm-2' }))).rejects.toThrow(WebhookSignatureError);
  });
});

describe('a genuine webhook that cannot be read', () => {
  const signature = { kind: 'secret-in-path' };
  const suffix = 'shh';

  it('is kept for a person', async () => {
    const own = receiver({ signature });
    await expect(own.receive(webhook({}, { suffix, body: Buffer.from('<html>') }))).rejects.toThrow(
      UnexpectedResponseError,
    );
    const strange = receiver({ signature, events: '{"type": "something"}' });
    await expect(strange.receive(webhook({}, { suffix }))).rejects.toThrow(UnexpectedResponseError);
  });

  it('is read as a form where it is one, and may be about nothing', async () => {
    const form = { suffix, body: Buffer.from('order=77&id=1') };
    const own = receiver({ signature });
    await expect(
      own.receive(webhook({ 'content-type': 'application/x-www-form-urlencoded' }, form)),
    ).resolves.toMatchObject({
      events: [{ externalId: '77' }],
    });
    await expect(
      receiver({ signature, events: 'body.nothing' }).receive(webhook({}, { suffix })),
    ).resolves.toMatchObject({ events: [] });
  });
});
