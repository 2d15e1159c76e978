import { UnexpectedResponseError, WebhookSignatureError, type RawWebhook } from '@crossdock/connector-kit';
import delivery from '../fixtures/webhook.json';
import { InpostWebhookReceiver } from './inpost.webhook';

const SECRET = 'a1b2c3d4e5f6a7b8';

function webhook(change: Partial<RawWebhook> = {}): RawWebhook {
  const body = Buffer.from(JSON.stringify(delivery));
  return { method: 'POST', headers: {}, query: {}, body, suffix: SECRET, ...change };
}

function receiver(webhookSource?: string): InpostWebhookReceiver {
  return new InpostWebhookReceiver({ organizationId: '1234', webhookSource }, { webhookSecret: SECRET });
}

describe('a call of ShipX', () => {
  it('is a reason to read the shipment again', async () => {
    const { events } = await receiver().receive(webhook());
    expect(events).toEqual([{ type: 'shipment-changed', remoteId: '987654' }]);
  });

  it('has the same key each time it is delivered', async () => {
    const [first, second] = [await receiver().receive(webhook()), await receiver().receive(webhook())];
    expect(first.deduplicationKey).toBe(second.deduplicationKey);
  });

  it.each(['', 'a1b2c3d4e5f6a7b', `${SECRET}x`])('is refused with the suffix "%s"', async (suffix) => {
    await expect(receiver().receive(webhook({ suffix }))).rejects.toThrow(WebhookSignatureError);
  });

  it('is refused for another organization', async () => {
    const body = Buffer.from(JSON.stringify({ ...delivery, organization_id: 99 }));
    await expect(receiver().receive(webhook({ body }))).rejects.toThrow(WebhookSignatureError);
  });

  it('is checked against the network that is set, by the nearest proxy’s word', async () => {
    const from = (address: string) => webhook({ headers: { 'x-forwarded-for': address } });
    await expect(receiver('91.216.25.0/24').receive(from('10.0.0.1, 91.216.25.7'))).resolves.toBeDefined();
    await expect(receiver('91.216.25.0/24').receive(from('91.216.25.7, 10.0.0.1'))).rejects.toThrow(
      WebhookSignatureError,
    );
    await expect(receiver('91.216.25.0/24').receive(webhook())).rejects.toThrow(WebhookSignatureError);
    await expect(receiver('nonsense/99').receive(from('91.216.25.7'))).rejects.toThrow(WebhookSignatureError);
  });

  it('is kept for a person when it is genuine but unreadable', async () => {
    await expect(receiver().receive(webhook({ body: Buffer.from('{') }))).rejects.toThrow(UnexpectedResponseError);
  });

  it('answers the trial GET of the Manager', async () => {
    const { events } = await receiver().receive(webhook({ method: 'GET', body: Buffer.alloc(0) }));
    expect(events).toEqual([]);
  });
});
