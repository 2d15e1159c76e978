import { createHash } from 'node:crypto';
import {
  parseJson,
  UnexpectedResponseError,
  type Clock,
  type Expressions,
  type ParsedWebhook,
  type RawWebhook,
  type WebhookReceiver,
} from '@crossdock/connector-kit';
import { z } from 'zod';
import type { Filling } from '../operations/template';
import { canonicalEvent } from '../results/records';
import type { WebhookSettings } from '../settings/webhook';
import { verifySignature } from './signature';

const LONGEST_KEY = 500;
const canonicalEvents = z.array(canonicalEvent);

export interface WebhookTools {
  readonly secret: string;
  readonly expressions: Expressions;
  readonly functions: Filling;
  readonly constants: Readonly<Record<string, unknown>>;
  readonly clock: Clock;
}

/** Receives what the configuration describes. @throws {ConfigurationError} when an expression is wrong */
export function webhookReceiver(settings: WebhookSettings, tools: WebhookTools): WebhookReceiver {
  const events = tools.expressions.compile(settings.events);
  const key = settings.deduplicationKey === undefined ? null : tools.expressions.compile(settings.deduplicationKey);
  return {
    receive: async (webhook) => {
      verifySignature(webhook, settings.signature, tools.secret, tools.clock.now());
      const { headers, query } = webhook;
      const view = { body: bodyOf(webhook), headers, query, constants: tools.constants };
      const given = await readable(async () => events.evaluate(view, tools.functions));
      const named = await readable(async () => key?.evaluate(view, tools.functions));
      return {
        events: parsed(given),
        deduplicationKey: isKey(named) ? named : hashOf(webhook),
        ...(settings.answer === undefined ? {} : { answer: settings.answer }),
      };
    },
  };
}

function bodyOf(webhook: RawWebhook): unknown {
  const text = new TextDecoder().decode(webhook.body);
  if (webhook.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  const json = parseJson(text);
  if (json === undefined) throw unreadable('it is not JSON', undefined);
  return json;
}

function parsed(given: unknown): ParsedWebhook['events'] {
  const list: readonly unknown[] = given === undefined || given === null ? [] : Array.isArray(given) ? given : [given];
  const result = canonicalEvents.safeParse(list);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw unreadable(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'no canonical event'}`, result.error);
}

async function readable<T>(evaluate: () => Promise<T>): Promise<T> {
  try {
    return await evaluate();
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : 'it could not be mapped', error);
  }
}

/** Longer ones, which an index could not hold, are as good as none. */
function isKey(named: unknown): named is string {
  return typeof named === 'string' && named !== '' && named.length <= LONGEST_KEY;
}

function hashOf({ body }: RawWebhook): string {
  return createHash('sha256').update(body).digest('hex');
}

function unreadable(reason: string, cause: unknown): UnexpectedResponseError {
  return new UnexpectedResponseError(
    {
      code: 'webhook.unreadable',
      summary: `The webhook is genuine and could not be read: ${reason}.`,
      fix: 'Check the webhook expressions of the connection.',
    },
    { cause },
  );
}
