import { isDeepStrictEqual } from 'node:util';
import type { Connector } from '@crossdock/connector-kit';
import type { Sql } from '@crossdock/flow-engine';
import { appendAudit } from '../../audit/audit-chain';
import { credentialsPurpose } from '../../connections/connection-gateway';
import { readConnections, storeConnection, type ConnectionRow } from '../../connections/connection-row';
import { readChannel, storeChannel } from '../../orders/channels';
import { channelRoutes, type Channel } from '../../orders/routes';
import type { SecretBox } from '../../platform/secrets/secret-box';
import { SHOP_WEBHOOK_SYSTEM, shopWebhookConnector } from '../../shop-webhooks/shop-webhook.connector';
import { readEndpoints, storeEndpoint } from '../../shop-webhooks/webhook-endpoints';
import { referencesOf } from './check-setup';
import type { Setup, SetupConnection, SetupEndpoint } from './setup-file';
import { pointerTo, SetupRefused, type SetupProblem } from './setup-problem';

export const SETUP_KINDS = ['connection', 'channel', 'webhook-endpoint'] as const;

/** What became of one entry of the file. */
export interface SetupItem {
  readonly kind: (typeof SETUP_KINDS)[number];
  readonly id: string;
  readonly outcome: 'created' | 'changed' | 'left';
}

/**
 * Stores a checked set-up in the caller's transaction. What is there already and the same is left as it is; what is not in
 * the file stays.
 * @throws {SetupRefused} when it does not fit what is stored
 */
export async function storeSetup(
  sql: Sql,
  box: SecretBox,
  connectors: readonly Connector[],
  setup: Setup,
): Promise<readonly SetupItem[]> {
  const known = new Map((await readConnections(sql)).map((row) => [row.id, row]));
  const problems = [...misfits(setup, known, box), ...(await strangers(sql, setup))];
  if (problems.length > 0) throw new SetupRefused(problems);
  const items: SetupItem[] = [];
  for (const connection of setup.connections) {
    const manifest = connectors.find(({ manifest: { system } }) => system === connection.system)?.manifest;
    const defaults = manifest?.limits ?? shopWebhookConnector.manifest.limits;
    items.push(await setConnection(sql, box, { defaults, known: known.get(connection.id) }, connection));
  }
  for (const channel of setup.channels) items.push(await setChannel(sql, channel));
  for (const endpoint of setup.webhookEndpoints) {
    items.push(await setEndpoint(sql, box, known.get(endpoint.id), endpoint));
  }
  // Last, because nobody else can write to the chain until this transaction ends.
  for (const { kind, id, outcome } of items) {
    if (outcome === 'left') continue;
    const entry = { action: `${kind}.${outcome}`, subjectType: kind, subjectId: id, reason: null, facts: {} };
    await appendAudit(sql, { ...entry, actor: 'command-line' });
  }
  return items;
}

function* misfits(setup: Setup, known: ReadonlyMap<string, ConnectionRow>, box: SecretBox): Generator<SetupProblem> {
  yield* otherSystems(setup, known);
  if ([...known.values()].some((row) => openCredentials(box, row) === undefined)) {
    const message = 'CROSSDOCK_SECRET_KEY is not the key that the credentials in this database were sealed with.';
    yield { pointer: '', message };
  }
  const ids = new Set([...known.keys(), ...setup.connections.map(({ id }) => id)]);
  for (const { path, connectionId } of referencesOf(setup)) {
    if (ids.has(connectionId)) continue;
    yield { pointer: pointerTo(path), message: `There is no connection "${connectionId}".` };
  }
}

/** What a connection is does not change: its references are numbers of that system. */
function* otherSystems(setup: Setup, known: ReadonlyMap<string, ConnectionRow>): Generator<SetupProblem> {
  for (const [index, { id, system }] of setup.connections.entries()) {
    const stored = known.get(id)?.system ?? system;
    if (stored === system) continue;
    const message = `The connection "${id}" is of the system ${stored}, and stays so.`;
    yield { pointer: pointerTo(['connections', index, 'system']), message };
  }
  for (const [index, { id }] of setup.webhookEndpoints.entries()) {
    const stored = known.get(id)?.system ?? SHOP_WEBHOOK_SYSTEM;
    if (stored === SHOP_WEBHOOK_SYSTEM) continue;
    const message = `"${id}" is a connection of the system ${stored} already.`;
    yield { pointer: pointerTo(['webhookEndpoints', index, 'id']), message };
  }
}

/** Endpoints of channels that there are not, or that belong to another one. */
async function strangers(sql: Sql, { channels, webhookEndpoints }: Setup): Promise<SetupProblem[]> {
  const problems: SetupProblem[] = [];
  for (const [index, { id, channel }] of webhookEndpoints.entries()) {
    const pointer = pointerTo(['webhookEndpoints', index, 'channel']);
    const known = channels.some((one) => one.id === channel) || (await readChannel(sql, channel)) !== null;
    if (!known) problems.push({ pointer, message: `There is no channel "${channel}".` });
    const rows = await sql.query(`select id from webhook_endpoint where id = $1 and channel <> $2`, [id, channel]);
    if (rows.length > 0) problems.push({ pointer, message: `The endpoint "${id}" is of another channel.` });
  }
  return problems;
}

/** Undefined when they cannot be opened with this key. */
function openCredentials(box: SecretBox, { id, credentials }: ConnectionRow): unknown {
  if (credentials === null) return {};
  try {
    return box.open(credentials, credentialsPurpose(id));
  } catch {
    return undefined;
  }
}

type Limits = NonNullable<SetupConnection['limits']>;

function isSame(
  row: ConnectionRow,
  wanted: Pick<SetupConnection, 'settings' | 'allowPrivateAddresses' | 'limits' | 'credentials'>,
  box: SecretBox,
): boolean {
  const limits: Limits = { requests: row.rateRequests, perMs: row.ratePerMs, concurrency: row.concurrency };
  return isDeepStrictEqual(
    [row.settings, row.allowPrivateAddresses, limits, openCredentials(box, row)],
    [wanted.settings, wanted.allowPrivateAddresses, wanted.limits ?? limits, wanted.credentials],
  );
}

async function setConnection(
  sql: Sql,
  box: SecretBox,
  { defaults, known }: { readonly defaults: Limits; readonly known: ConnectionRow | undefined },
  connection: SetupConnection,
): Promise<SetupItem> {
  const { id, name, limits, allowPrivateAddresses } = connection;
  const item = { kind: 'connection', id } as const;
  if (known?.name === name && isSame(known, connection, box)) return { ...item, outcome: 'left' };
  const credentials = box.seal(connection.credentials, credentialsPurpose(id));
  await storeConnection(sql, { ...connection, credentials, limits: limits ?? defaults });
  if (known !== undefined) await setAllowances(sql, id, limits, allowPrivateAddresses);
  return { ...item, outcome: known === undefined ? 'created' : 'changed' };
}

/** A connection that is there keeps its limits, which somebody may have tuned, unless the file has some. */
async function setAllowances(sql: Sql, id: string, limits: Limits | undefined, isPrivate: boolean): Promise<void> {
  await sql.query(
    `update connection set allow_private_addresses = $2, concurrency = coalesce($3, concurrency),
       rate_requests = coalesce($4, rate_requests), rate_per_ms = coalesce($5, rate_per_ms) where id = $1`,
    [id, isPrivate, limits?.concurrency ?? null, limits?.requests ?? null, limits?.perMs ?? null],
  );
}

async function setChannel(sql: Sql, channel: Channel): Promise<SetupItem> {
  const item = { kind: 'channel', id: channel.id } as const;
  const known = await readChannel(sql, channel.id);
  if (known !== null) {
    const routes = channelRoutes.safeParse(known.routes).data;
    if (isDeepStrictEqual({ ...known, routes }, { ...channel })) return { ...item, outcome: 'left' };
  }
  await storeChannel(sql, channel);
  return { ...item, outcome: known === null ? 'created' : 'changed' };
}

async function setEndpoint(
  sql: Sql,
  box: SecretBox,
  known: ConnectionRow | undefined,
  endpoint: SetupEndpoint,
): Promise<SetupItem> {
  const { id, channel, url, secret, events, limits, allowPrivateAddresses } = endpoint;
  const item = { kind: 'webhook-endpoint', id } as const;
  const stored = (await readEndpoints(sql, channel)).find((one) => one.id === id);
  const wanted = { settings: { url }, credentials: { secret }, limits, allowPrivateAddresses };
  const isLeft = known !== undefined && isSame(known, wanted, box) && isDeepStrictEqual(stored?.events, events);
  if (isLeft) return { ...item, outcome: 'left' };
  await storeEndpoint(sql, box, endpoint);
  await setAllowances(sql, id, limits, allowPrivateAddresses);
  return { ...item, outcome: known === undefined ? 'created' : 'changed' };
}
