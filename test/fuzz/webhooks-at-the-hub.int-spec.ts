import { BareHub } from '../hub/bare-hub';
import { SeededRandom } from './seeded-random';
import { configuredSubjects } from './subjects/custom-http';
import { malformedWebhook } from './webhook-cases';

const CASES = 150;
const SEED = 11;
/** Headers with other characters never leave this machine's own client. */
const sendable = (headers: Readonly<Record<string, string>>): boolean =>
  Object.entries(headers).every(
    ([name, value]) => /^[\w-]+$/.test(name) && /^[\x20-\x7e]*$/.test(value) && value.length < 8_000,
  );

describe('malformed webhooks at the hub', () => {
  let hub: BareHub;
  beforeAll(async () => {
    hub = await BareHub.start();
    await hub.connect('wms');
  }, 60_000);
  afterAll(async () => hub.close());

  it('are taken, kept for a person or refused, and never make it fall', async () => {
    const random = new SeededRandom(SEED);
    const genuine = configuredSubjects.find(({ slug }) => slug === 'wms')!.webhooks![0]!;
    const fallen: string[] = [];
    for (let number = 0; number < CASES; number += 1) {
      const { webhook, name } = malformedWebhook(random, genuine);
      if (!sendable(webhook.headers)) continue;
      const { status } = await hub.send('POST', '/hooks/wms', Buffer.from(webhook.body), webhook.headers);
      if (status >= 500) fallen.push(`${status} for ${name} (case ${number})`);
    }
    expect(fallen).toEqual([]);
  }, 60_000);
});
