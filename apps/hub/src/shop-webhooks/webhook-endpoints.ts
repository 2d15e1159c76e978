import type { Sql } from '@crossdock/flow-engine';
import { credentialsPurpose } from '../connections/connection-gateway';
import { storeConnection } from '../connections/connection-row';
import type { SecretBox } from '../platform/secrets/secret-box';
import { SHOP_WEBHOOK_SYSTEM, shopWebhookConnector } from './shop-webhook.connector';

export interface NewEndpoint {
  readonly id: string;
  readonly channel: string;
  readonly url: string;
  /** `whsec_` and base64, as Standard Webhooks writes secrets. */
  readonly secret: string;
  readonly events: readonly string[];
  readonly allowPrivateAddresses: boolean;
}

export interface Endpoint {
  readonly id: string;
  readonly channel: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly createdAt: Date;
}

/** Stores an endpoint: a connection of its own, so it has its limits, breaker, pause and history as every other system. */
export async function storeEndpoint(sql: Sql, box: SecretBox, endpoint: NewEndpoint): Promise<void> {
  const { id, channel, url, secret, events, allowPrivateAddresses } = endpoint;
  await storeConnection(sql, {
    id,
    system: SHOP_WEBHOOK_SYSTEM,
    name: `Webhook ${new URL(url).host}`,
    settings: { url },
    credentials: box.seal({ secret }, credentialsPurpose(id)),
    allowPrivateAddresses,
    limits: shopWebhookConnector.manifest.limits,
  });
  await sql.query(
    `insert into webhook_endpoint (id, channel, events) values ($1, $2, $3)
     on conflict (id) do update set events = excluded.events`,
    [id, channel, events],
  );
}

export async function readEndpoints(sql: Sql, channel: string): Promise<Endpoint[]> {
  return sql.query<Endpoint>(
    `select e.id, e.channel, c.settings->>'url' as url, e.events, e.created_at as "createdAt"
     from webhook_endpoint e join connection c on c.id = e.id where e.channel = $1 order by e.created_at, e.id`,
    [channel],
  );
}

/** False when the channel has no such endpoint. What it was told stays in the history; what it was still to be told ends. */
export async function deleteEndpoint(sql: Sql, channel: string, id: string): Promise<boolean> {
  const rows = await sql.query(`delete from webhook_endpoint where id = $1 and channel = $2 returning id`, [
    id,
    channel,
  ]);
  if (rows.length === 0) return false;
  // Work of a connection that is gone is never handed out, so it would wait for ever.
  await sql.query(
    `with ended as (
       update sync_job set state = 'cancelled', finished_at = now()
       where connection_id = $1 and state in ('ready', 'waiting', 'dead', 'in-doubt') returning flow_run_id
     )
     update flow_run set state = 'cancelled', finished_at = now()
     where id in (select flow_run_id from ended) and state = 'running'`,
    [id],
  );
  await sql.query(`delete from connection where id = $1`, [id]);
  return true;
}
