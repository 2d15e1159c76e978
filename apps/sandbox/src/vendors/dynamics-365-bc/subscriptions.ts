import { randomUUID } from 'node:crypto';
import type { World } from '../../world/world';
import { badRequest, dialog, textOr, type Json } from './answers';
import { checked, required, SUBSCRIPTION_FIELDS } from './fields';
import { COMPANY, newRow, stateOf } from './state';
import { insert, rowById, update, type Row } from './tables';

const LIFE_MS = 3 * 24 * 3_600_000;
const MOST = 200;
const MOST_LISTED = 1_000;

const endOf = (world: World): string => new Date(world.now().getTime() + LIFE_MS).toISOString();

/** The address is called with `validationToken` first and must answer with it. */
export async function createSubscription(world: World, body: Json): Promise<Row> {
  checked('subscription', SUBSCRIPTION_FIELDS, body);
  const [notificationUrl, resource] = [required(body, 'notificationUrl'), required(body, 'resource')];
  const { subscriptions } = stateOf(world);
  const known = Object.values(subscriptions.rows);
  if (known.length >= MOST) throw dialog('The number of subscriptions has reached its limit of 200.');
  if (known.some((one) => one.notificationUrl === notificationUrl && one.resource === resource)) {
    throw badRequest('A subscription already exists for this notification URL and resource.');
  }
  await handshake(notificationUrl);
  const fields = { subscriptionId: randomUUID().replaceAll('-', ''), ...body, expirationDateTime: endOf(world) };
  const row = newRow(world, fields);
  return insert(subscriptions, { ...row, id: String(row.subscriptionId) });
}

export async function renewSubscription(world: World, row: Row): Promise<Row> {
  await handshake(textOr(row.notificationUrl, ''));
  return update(stateOf(world).subscriptions, row, { expirationDateTime: endOf(world) }, world.now());
}

async function handshake(notificationUrl: string): Promise<void> {
  const token = randomUUID();
  const url = new URL(notificationUrl);
  url.searchParams.set('validationToken', token);
  if ((await answerOf(url)) === token) return;
  throw badRequest('The notification URL did not answer the validation request with the validation token.');
}

async function answerOf(url: URL): Promise<string | null> {
  try {
    const answer = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(5_000) });
    return answer.status === 200 ? (await answer.text()).trim() : null;
  } catch {
    return null;
  }
}

/** Changes are collected for a while and sent together (30 s in the field). */
export function noteChange(world: World, entity: string, id: string, changeType: string): void {
  const { subscriptions, notified } = stateOf(world);
  const resource = `companies(${COMPANY.id})/${entity}`;
  for (const row of Object.values(subscriptions.rows)) {
    if (!textOr(row.resource, '').endsWith(resource)) continue;
    if (notified[row.id] === undefined) world.after(world.setting('batchMs', 500), 'notify', { subscription: row.id });
    (notified[row.id] ??= []).push(`${changeType}|${id}|${world.now().toISOString()}`);
  }
}

export function sendNotification(world: World, id: string): void {
  const { subscriptions, notified } = stateOf(world);
  const changes = notified[id] ?? [];
  Reflect.deleteProperty(notified, id);
  const row = rowById(subscriptions, id);
  if (row === null || changes.length === 0 || Date.parse(textOr(row.expirationDateTime, '')) < world.now().getTime())
    return;
  const base = {
    subscriptionId: id,
    clientState: textOr(row.clientState, ''),
    expirationDateTime: row.expirationDateTime,
  };
  const resource = textOr(row.resource, '').replace(/^\//, '');
  const value =
    changes.length > MOST_LISTED
      ? [{ ...base, ...collectionOf(resource, changes) }]
      : changes.map((change) => ({ ...base, ...oneOf(resource, change) }));
  world.notify({
    url: textOr(row.notificationUrl, ''),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ value }),
  });
}

function oneOf(resource: string, change: string): Json {
  const [changeType = '', id = '', at = ''] = change.split('|');
  return { resource: `${resource}(${id})`, changeType, lastModifiedDateTime: at };
}

function collectionOf(resource: string, changes: readonly string[]): Json {
  const since = changes[0]?.split('|')[2] ?? '';
  return {
    resource: `${resource}?$filter=lastModifiedDateTime%20ge%20${encodeURIComponent(since)}`,
    changeType: 'collection',
    lastModifiedDateTime: since,
  };
}
