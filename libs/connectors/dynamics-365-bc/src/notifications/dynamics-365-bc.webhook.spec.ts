import { UnexpectedResponseError, WebhookSignatureError, type RawWebhook } from '@crossdock/connector-kit';
import fixture from '../../fixtures/notification.json';
import { Dynamics365BcWebhook } from './dynamics-365-bc.webhook';

const receiver = new Dynamics365BcWebhook('shared-word');
const webhook = (body: unknown, query: Record<string, string> = {}): RawWebhook => ({
  method: 'POST',
  headers: {},
  query,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  suffix: '',
});

describe('a notification of Business Central', () => {
  it('tells which documents changed; a collection tells nothing more', async () => {
    await expect(receiver.receive(webhook(fixture))).resolves.toMatchObject({
      events: [{ type: 'document-changed', remoteId: 'b6f4017a-b749-ee11-ad0b-a1422c0f7f1f' }],
    });
  });

  it('gets its token back in the handshake', async () => {
    await expect(receiver.receive(webhook('', { validationToken: 'abc' }))).resolves.toMatchObject({
      events: [],
      answer: { status: 200, contentType: 'text/plain', body: 'abc' },
    });
  });

  it.each(['', 'no json', '{}', '{"value":[]}', JSON.stringify(fixture).replace('shared-word', 'guess')])(
    'is refused without the shared word in every entry: %s',
    async (body) => {
      await expect(receiver.receive(webhook(body))).rejects.toBeInstanceOf(WebhookSignatureError);
    },
  );

  it('is refused where no word is set', async () => {
    const unset = new Dynamics365BcWebhook(undefined);
    await expect(unset.receive(webhook(fixture))).rejects.toBeInstanceOf(WebhookSignatureError);
  });

  it('that is genuine and not as documented is kept for a person', async () => {
    const strange = { value: [{ clientState: 'shared-word', changeType: 'merged' }] };
    await expect(receiver.receive(webhook(strange))).rejects.toBeInstanceOf(UnexpectedResponseError);
  });
});
