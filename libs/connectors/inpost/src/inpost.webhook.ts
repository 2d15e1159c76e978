import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIPv4 } from 'node:net';
import {
  parseJson,
  UnexpectedResponseError,
  WebhookSignatureError,
  type ParsedWebhook,
  type RawWebhook,
  type WebhookReceiver,
} from '@crossdock/connector-kit';
import { webhookBody } from './api/webhook';
import type { InpostCredentials, InpostSettings } from './inpost.manifest';

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();

/**
 * ShipX signs nothing: the secret is in the address it was told, and what it says is only a reason to read the shipment
 * again (fact sheet, section 5).
 */
export class InpostWebhookReceiver implements WebhookReceiver {
  constructor(
    private readonly settings: Pick<InpostSettings, 'organizationId' | 'webhookSource'>,
    private readonly credentials: Pick<InpostCredentials, 'webhookSecret'>,
  ) {}

  async receive(webhook: RawWebhook): Promise<ParsedWebhook> {
    this.verify(webhook);
    const deduplicationKey = sha256(webhook.body).toString('hex');
    // The Manager tries the address with a GET before it accepts it.
    if (webhook.method === 'GET') return { deduplicationKey, events: [] };
    const body = webhookBody.safeParse(parseJson(Buffer.from(webhook.body).toString('utf8')));
    if (!body.success) {
      throw new UnexpectedResponseError(
        { code: 'webhook.unreadable', summary: 'InPost called with something that is not one of its events.' },
        { cause: body.error },
      );
    }
    if (String(body.data.organization_id) !== this.settings.organizationId) {
      throw new WebhookSignatureError('The event is of another organization.');
    }
    return {
      deduplicationKey,
      events: [{ type: 'shipment-changed', remoteId: String(body.data.payload.shipment_id) }],
    };
  }

  private verify({ suffix, headers }: RawWebhook): void {
    // Hashes have one length, so that the comparison tells nothing about the secret.
    if (!timingSafeEqual(sha256(suffix), sha256(this.credentials.webhookSecret))) {
      throw new WebhookSignatureError('The address does not end with the secret of the connection.');
    }
    const { webhookSource } = this.settings;
    if (webhookSource !== undefined && webhookSource !== '' && !isFrom(webhookSource, headers['x-forwarded-for'])) {
      throw new WebhookSignatureError('The call does not come from the network that is set.');
    }
  }
}

/** The last entry is the one that the nearest proxy wrote; the ones before it can be made up by the caller. */
function isFrom(network: string, forwardedFor: string | undefined): boolean {
  const caller = forwardedFor?.split(',').at(-1)?.trim() ?? '';
  const allowed = networkOf(network);
  return allowed !== null && isIPv4(caller) && allowed.check(caller, 'ipv4');
}

function networkOf(text: string): BlockList | null {
  const [address = '', prefix = '32'] = text.trim().split('/');
  if (!isIPv4(address) || !/^([12]?\d|3[0-2])$/.test(prefix)) return null;
  const list = new BlockList();
  list.addSubnet(address, Number(prefix), 'ipv4');
  return list;
}
