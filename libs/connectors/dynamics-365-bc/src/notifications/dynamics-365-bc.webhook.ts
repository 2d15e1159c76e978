import { createHash, timingSafeEqual } from 'node:crypto';
import type { CanonicalEvent } from '@crossdock/canonical';
import {
  UnexpectedResponseError,
  WebhookSignatureError,
  type ParsedWebhook,
  type RawWebhook,
  type WebhookReceiver,
} from '@crossdock/connector-kit';
import { notification, notificationState } from '../api/subscription';

// `companies(<guid>)/salesOrders(<guid>)`, with or without `api/v2.0/` before it.
const DOCUMENT = /\/(salesOrders|salesInvoices)\(([0-9a-f-]{36})\)$/i;

/**
 * Notifications of Business Central. There is no signature: the word we gave with the subscription comes back in every
 * notification (fact sheet, section 4). An order that is invoiced is deleted, which is notified under the order's id.
 */
export class Dynamics365BcWebhook implements WebhookReceiver {
  constructor(private readonly clientState: string | undefined) {}

  async receive({ query, body }: RawWebhook): Promise<ParsedWebhook> {
    const token = query.validationToken;
    if (token !== undefined) return handshake(token);
    const json = jsonIn(body);
    this.assertOurs(json);
    return { deduplicationKey: sha256(body).toString('hex'), events: eventsOf(json) };
  }

  private assertOurs(json: unknown): void {
    const states = notificationState.safeParse(json);
    if (this.clientState === undefined) throw new WebhookSignatureError('No shared word is set.');
    if (!states.success) throw new WebhookSignatureError('The notification has no client state.');
    const expected = this.clientState;
    if (!states.data.value.every(({ clientState }) => same(clientState, expected))) {
      throw new WebhookSignatureError('The client state is wrong.');
    }
  }
}

/** Before it makes or renews a subscription, Business Central wants its token back. */
function handshake(token: string): ParsedWebhook {
  return {
    deduplicationKey: `handshake:${token}`,
    events: [],
    answer: { status: 200, contentType: 'text/plain', body: token },
  };
}

/** A `collection` stands for more changes than are listed: the steps that wait read by themselves. */
function eventsOf(json: unknown): CanonicalEvent[] {
  const parsed = notification.safeParse(json);
  if (!parsed.success) {
    const summary = 'Business Central sent a notification that is not what its documentation says.';
    throw new UnexpectedResponseError({ code: 'webhook.unreadable', summary }, { cause: parsed.error });
  }
  const ids = parsed.data.value.flatMap(({ resource }) => DOCUMENT.exec(resource)?.[2] ?? []);
  return [...new Set(ids)].map((remoteId) => ({ type: 'document-changed', remoteId }));
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    throw new WebhookSignatureError('The body is not JSON: it cannot carry the client state.');
  }
}

const sha256 = (data: Uint8Array | string): Buffer => createHash('sha256').update(data).digest();

/** Hashes have one length, so that the comparison tells nothing of the word's. */
const same = (given: string, expected: string): boolean => timingSafeEqual(sha256(given), sha256(expected));
