import { createHash } from 'node:crypto';
import { ConnectorError, WebhookSignatureError, type ParsedWebhook, type RawWebhook } from '@crossdock/connector-kit';
import { storeInboxMessage, storeUnreadableMessage, type Database } from '@crossdock/flow-engine';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConnectionGateway } from '../connections/connection-gateway';
import type { Metrics } from '../engine/metrics';
import type { WorkSignal } from '../engine/work-signal';
import type { Logger } from '../platform/logging/logger';

const LONGEST_BODY = 1024 * 1024;

export interface HookParts {
  readonly database: Database;
  readonly gateway: ConnectionGateway;
  readonly metrics: Metrics;
  readonly signal: WorkSignal;
  readonly logger: Logger;
}

type Hook = FastifyRequest<{ Params: { connectionId: string; '*'?: string } }>;

/**
 * `POST /hooks/{connectionId}`: verified by the connector over the raw bytes, stored once, answered at once; the work is
 * done by whoever waits for it. Registered beside Nest, because nothing may parse the body before it is verified.
 */
export function installHooks(server: FastifyInstance, parts: HookParts): void {
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LONGEST_BODY }, (_request, body, done) => {
      done(null, body);
    });
    const receive = async (request: Hook, reply: FastifyReply): Promise<FastifyReply> => answer(parts, request, reply);
    scope.route({ method: ['GET', 'POST', 'PUT'], url: '/hooks/:connectionId', handler: receive });
    scope.route({ method: ['GET', 'POST', 'PUT'], url: '/hooks/:connectionId/*', handler: receive });
  });
}

async function answer(parts: HookParts, request: Hook, reply: FastifyReply): Promise<FastifyReply> {
  const { connectionId } = request.params;
  const webhook = rawWebhook(request);
  let parsed: ParsedWebhook;
  try {
    const { webhookReceiver } = await parts.gateway.ports(connectionId);
    if (webhookReceiver === undefined) return await reply.code(404).send();
    parsed = await webhookReceiver.receive(webhook);
  } catch (error) {
    return refuse(parts, connectionId, webhook, error, reply);
  }
  const { deduplicationKey, events } = parsed;
  const isNew = await parts.database.transaction(async (sql) =>
    storeInboxMessage(sql, { connectionId, deduplicationKey, events, body: webhook.body }),
  );
  parts.metrics.hookReceived(connectionId, isNew ? 'stored' : 'repeated');
  if (isNew) parts.signal.due();
  const { status, contentType, body } = parsed.answer ?? { status: 200, contentType: 'text/plain', body: '' };
  return reply.code(status).type(contentType).send(body);
}

async function refuse(
  parts: HookParts,
  connectionId: string,
  webhook: RawWebhook,
  error: unknown,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (error instanceof WebhookSignatureError) {
    parts.metrics.hookReceived(connectionId, 'refused');
    parts.logger.warn({ connection: connectionId, reason: error.message }, 'A webhook was refused.');
    return reply.code(401).send();
  }
  if (!(error instanceof ConnectorError)) throw error;
  // No such connection: nothing that could be kept for anybody. One that is set up wrongly cannot tell what is genuine;
  // the vendor sends it again, and by then it is mended.
  if (error.code === 'connection.unknown') return reply.code(404).send();
  if (error.errorClass === 'configuration') return reply.code(503).send();
  const key = `unreadable:${createHash('sha256').update(webhook.body).digest('hex')}`;
  await storeUnreadableMessage(parts.database, connectionId, key, webhook.body, error.message);
  parts.metrics.hookReceived(connectionId, 'unreadable');
  parts.logger.warn(
    { connection: connectionId, reason: error.code },
    'A genuine webhook could not be read; it is kept.',
  );
  // It is ours now; sending it again would not make it readable.
  return reply.code(202).send();
}

function rawWebhook(request: Hook): RawWebhook {
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
  );
  const query = new URL(request.url, 'http://hub').searchParams;
  return {
    method: request.method,
    headers: Object.fromEntries(headers),
    query: Object.fromEntries(query),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    suffix: request.params['*'] ?? '',
  };
}
