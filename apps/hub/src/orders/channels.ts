import type { Sql } from '@crossdock/flow-engine';
import type { Channel } from './routes';

const CHANNEL = `id, name, kind, connection_id as "connectionId", routes`;

export async function readChannel(sql: Sql, id: string): Promise<Channel | null> {
  const rows = await sql.query<Channel>(`select ${CHANNEL} from channel where id = $1`, [id]);
  return rows[0] ?? null;
}

/** All of them: there are as many as a business sells in. */
export async function readChannels(sql: Sql): Promise<Channel[]> {
  return sql.query<Channel>(`select ${CHANNEL} from channel order by id`);
}

/** The channel whose orders are pulled through this connection. */
export async function readChannelOfConnection(sql: Sql, connectionId: string): Promise<Channel | null> {
  const rows = await sql.query<Channel>(`select ${CHANNEL} from channel where connection_id = $1`, [connectionId]);
  return rows[0] ?? null;
}

/** Channels that orders are pulled from. */
export async function readPulledChannels(sql: Sql): Promise<Channel[]> {
  return sql.query<Channel>(`select ${CHANNEL} from channel where connection_id is not null order by id`);
}

/** Stores a channel; one that is there already gets the new name and routes. */
export async function storeChannel(sql: Sql, channel: Channel): Promise<void> {
  await sql.query(
    `insert into channel (id, name, kind, connection_id, routes) values ($1, $2, $3, $4, $5)
     on conflict (id) do update set name = excluded.name, connection_id = excluded.connection_id, routes = excluded.routes`,
    [channel.id, channel.name, channel.kind, channel.connectionId, JSON.stringify(channel.routes)],
  );
}
