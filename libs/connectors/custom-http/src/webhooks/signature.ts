import { createHmac, timingSafeEqual } from 'node:crypto';
import { WebhookSignatureError, type RawWebhook } from '@crossdock/connector-kit';
import type { SignatureSettings } from '../settings/webhook';

type Hmac = Extract<SignatureSettings, { kind: 'hmac-sha256' }>;

/**
 * Proves that the webhook comes from who knows the secret, over the raw bytes and in constant time.
 * @throws {WebhookSignatureError} when it does not, or is older or newer than the time window
 */
export function verifySignature(
  webhook: RawWebhook,
  signature: SignatureSettings,
  secret: string,
  nowMs: number,
): void {
  switch (signature.kind) {
    case 'secret-in-path':
      if (!equal(webhook.suffix, secret)) throw new WebhookSignatureError('The secret of the address is not right.');
      return;
    case 'hmac-sha256':
      verifyHmac(webhook, signature, secret, nowMs);
      return;
    case 'standard-webhooks':
      verifyStandard(webhook, secret, signature.toleranceSeconds, nowMs);
  }
}

function verifyHmac(webhook: RawWebhook, signature: Hmac, secret: string, nowMs: number): void {
  const given = header(webhook, signature.header);
  const hmac = createHmac('sha256', secret);
  if (signature.timestampHeader !== undefined) {
    const timestamp = header(webhook, signature.timestampHeader);
    const sentMs = Number(timestamp) * (signature.timestampUnit === 'seconds' ? 1_000 : 1);
    checkAge(sentMs, signature.toleranceSeconds, nowMs);
    hmac.update(`${timestamp}${signature.separator}`);
  }
  const expected = `${signature.prefix}${hmac.update(webhook.body).digest(signature.encoding)}`;
  const comparable = signature.encoding === 'hex' ? given.toLowerCase() : given;
  if (!equal(comparable, signature.encoding === 'hex' ? expected.toLowerCase() : expected)) throw wrong();
}

// Standard Webhooks 1.0: "id.timestamp.body", HMAC-SHA256 with the decoded secret, base64, several signatures with spaces.
function verifyStandard(webhook: RawWebhook, secret: string, toleranceSeconds: number, nowMs: number): void {
  const id = header(webhook, 'webhook-id');
  const timestamp = header(webhook, 'webhook-timestamp');
  checkAge(Number(timestamp) * 1_000, toleranceSeconds, nowMs);
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(webhook.body).digest('base64');
  const given = header(webhook, 'webhook-signature').split(' ');
  if (!given.some((signature) => equal(signature, `v1,${expected}`))) throw wrong();
}

function checkAge(sentMs: number, toleranceSeconds: number, nowMs: number): void {
  if (Number.isFinite(sentMs) && Math.abs(nowMs - sentMs) <= toleranceSeconds * 1_000) return;
  throw new WebhookSignatureError('The webhook is outside the time window.');
}

function header(webhook: RawWebhook, name: string): string {
  const value = webhook.headers[name.toLowerCase()];
  if (value === undefined || value === '') throw new WebhookSignatureError(`The header ${name} is missing.`);
  return value;
}

function equal(given: string, expected: string): boolean {
  const [first, second] = [Buffer.from(given), Buffer.from(expected)];
  return first.length === second.length && timingSafeEqual(first, second);
}

function wrong(): WebhookSignatureError {
  return new WebhookSignatureError('The signature is not right.');
}
