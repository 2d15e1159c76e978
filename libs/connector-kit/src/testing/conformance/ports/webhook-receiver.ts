import assert from 'node:assert/strict';
import { UnexpectedResponseError, WebhookSignatureError } from '../../../errors/connector-error';
import type { RawWebhook } from '../../../ports';
import { failsWith } from '../expectations';
import type { ConformanceHarness } from '../harness';
import { describePort, needed } from '../suite';

export function describeWebhookReceiver(harness: ConformanceHarness): void {
  const samples = harness.samples.webhookReceiver;
  describePort(harness, 'webhookReceiver', 'webhook receiver', samples, (suite) => {
    if (samples === undefined) return;
    suite.check('a genuine call is translated into events', async (context) => {
      const { port } = await context.open();
      const parsed = await port.receive(await samples.genuine());
      assert.ok(parsed.events.length > 0, 'it says that something happened');
      assert.notEqual(parsed.deduplicationKey, '');
    });
    suite.check('the same call twice has the same key', async (context) => {
      const webhook = await samples.genuine();
      const { port } = await context.open();
      const { port: another } = await context.open();
      const [first, second] = [await port.receive(webhook), await another.receive(webhook)];
      assert.equal(second.deduplicationKey, first.deduplicationKey);
    });
    suite.check('a changed byte is refused', async (context) => {
      const { port } = await context.open();
      const changed = withChangedByte(await samples.genuine());
      await failsWith(async () => port.receive(changed), WebhookSignatureError);
    });
    suite.check('a call without the proof is refused', async (context) => {
      const unproved = needed(samples.unproved, 'unproved')(await samples.genuine());
      const { port } = await context.open();
      await failsWith(async () => port.receive(unproved), WebhookSignatureError);
    });
    suite.check('a genuine call that cannot be read is kept for a person', async (context) => {
      const unreadable = await needed(samples.genuineUnreadable, 'genuineUnreadable')();
      const { port } = await context.open();
      await failsWith(async () => port.receive(unreadable), UnexpectedResponseError);
    });
  });
}

const ZERO = 0x30;
const NINE = 0x39;

/** One digit in the middle of the body becomes another, so that the body stays readable and says something else. */
function withChangedByte(webhook: RawWebhook): RawWebhook {
  const body = Uint8Array.from(webhook.body);
  const digits = [...body.keys()].filter((place) => (body[place] ?? 0) >= ZERO && (body[place] ?? 0) <= NINE);
  const place = digits[Math.floor(digits.length / 2)] ?? Math.floor(body.length / 2);
  const byte = body[place];
  assert.ok(byte !== undefined, 'the genuine call has a body');
  body[place] = byte === ZERO ? ZERO + 1 : byte - 1;
  return { ...webhook, body };
}
