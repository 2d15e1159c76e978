import { WebhookSignatureError } from '@crossdock/connector-kit';
import { NotAsExpected } from '../check';
import type { Bench } from './bench';

export async function certifyHealthCheck({ port, checks }: Bench<'healthCheck'>): Promise<void> {
  await checks.run('check', async () => port.check(), {
    describe: ({ ok, detail }) => {
      if (!ok) throw new NotAsExpected(detail);
      return detail;
    },
  });
}

/** Anyone can call the address of a webhook: a call without the system's signature must not pass. */
export async function certifyWebhookReceiver({ port, checks }: Bench<'webhookReceiver'>): Promise<void> {
  const unsigned = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    query: {},
    body: Buffer.from('{}'),
    suffix: '',
  };
  await checks.run('receive', async () => isRefused(port.receive(unsigned)), {
    describe: (refused) => {
      if (!refused) throw new NotAsExpected('a call without a signature was accepted');
      return 'a call without a signature is refused';
    },
  });
}

async function isRefused(receiving: Promise<unknown>): Promise<boolean> {
  try {
    await receiving;
    return false;
  } catch (error) {
    if (error instanceof WebhookSignatureError) return true;
    throw error;
  }
}
