import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Database } from '@crossdock/flow-engine';
import { z } from 'zod';
import { credentialsPurpose } from '../connections/connection-gateway';
import { storeConnection } from '../connections/connection-row';
import type { ConnectorCatalogue } from '../connections/connector-catalogue';
import { storeChannel } from '../orders/channels';
import type { SecretBox } from '../platform/secrets/secret-box';
import { API_RIGHTS, createApiKey, hashOf } from '../shop-api/api-keys/api-key';
import { storeEndpoint } from '../shop-webhooks/webhook-endpoints';
import { storeFeed } from '../stock/feeds';
import { createUser } from '../users/create-user';
import { DEMO_CHANNEL, DEMO_CHANNELS, DEMO_ENDPOINT, DEMO_STOCK_FEED } from './demo-channels';
import { demoConnections } from './demo-connections';

export const DEMO_ADMIN = { email: 'admin@crossdock.example', password: 'crossdock-demo' };

/** What `demo.json` in the data folder says, for scripts. */
const demoFile = z.object({ apiKey: z.string() }).loose();

export interface DemoParts {
  readonly database: Database;
  readonly box: SecretBox;
  readonly catalogue: ConnectorCatalogue;
  readonly dataDir: string;
  readonly sandboxUrl: string;
  readonly hubUrl: string;
}

/**
 * Connects the hub to the simulated systems and makes somebody to sign in and a key to place orders with. Done at every
 * start of the demo: addresses may have changed, everything else stays.
 */
export async function seedDemo(parts: DemoParts): Promise<void> {
  const { database, box, catalogue, sandboxUrl, hubUrl } = parts;
  const connections = demoConnections(sandboxUrl, hubUrl).filter(({ system }) => catalogue.find(system) !== undefined);
  await database.transaction(async (sql) => {
    for (const { id, system, name, settings, credentials, limits: own } of connections) {
      const limits = own ?? catalogue.find(system)?.manifest.limits ?? { requests: 10, perMs: 1_000, concurrency: 2 };
      const sealed = box.seal(credentials, credentialsPurpose(id));
      // The simulated systems live on this very machine.
      await storeConnection(sql, {
        id,
        system,
        name,
        settings,
        credentials: sealed,
        allowPrivateAddresses: true,
        limits,
      });
    }
    const connected = new Set(connections.map(({ id }) => id));
    for (const channel of DEMO_CHANNELS) {
      if (channel.connectionId === null || connected.has(channel.connectionId)) await storeChannel(sql, channel);
    }
    if (connected.has(DEMO_STOCK_FEED.connectionId)) await storeFeed(sql, DEMO_STOCK_FEED);
    await storeEndpoint(sql, box, {
      ...DEMO_ENDPOINT,
      channel: DEMO_CHANNEL,
      url: `${sandboxUrl}${DEMO_ENDPOINT.path}`,
      allowPrivateAddresses: true,
    });
    const users = await sql.query(`select id from app_user where email = $1`, [DEMO_ADMIN.email]);
    if (users.length === 0) await createUser(sql, { ...DEMO_ADMIN, role: 'admin', locale: 'en' });
  });
  const apiKey = await demoKey(parts);
  await setUpSimulators(parts);
  const facts = {
    hubUrl,
    sandboxUrl,
    apiKey,
    admin: DEMO_ADMIN,
    connections: connections.map(({ id, system }) => ({ id, system })),
  };
  writeFileSync(path.join(parts.dataDir, 'demo.json'), `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
}

/** The key of the last start, as long as the database knows it. */
async function demoKey({ database, dataDir }: DemoParts): Promise<string> {
  const file = path.join(dataDir, 'demo.json');
  const last = existsSync(file) ? demoFile.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  if (last?.success === true) {
    const rows = await database.query(`select id from api_key where hash = $1 and revoked_at is null`, [
      hashOf(last.data.apiKey),
    ]);
    if (rows.length > 0) return last.data.apiKey;
  }
  const { key } = await createApiKey(database, { channel: DEMO_CHANNEL, name: 'Demo key', rights: API_RIGHTS });
  return key;
}

async function setUpSimulators({ sandboxUrl, hubUrl }: DemoParts): Promise<void> {
  for (const { id, simulator } of demoConnections(sandboxUrl, hubUrl)) {
    if (simulator === undefined) continue;
    const answer = await fetch(`${sandboxUrl}/__sandbox/${id}/settings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(simulator),
    });
    if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to the settings of ${id}.`);
  }
}
