import { Inject, Injectable } from '@nestjs/common';
import type { Connector } from '@crossdock/connector-kit';
import { Database, type Sql } from '@crossdock/flow-engine';
import { ConnectionGateway, credentialsPurpose, type CheckResult } from '../../connections/connection-gateway';
import { readConnection, storeConnection, type ConnectionRow } from '../../connections/connection-row';
import { ConnectorCatalogue } from '../../connections/connector-catalogue';
import type { SetupConnection } from '../../cli/setup/setup-file';
import { readChannels } from '../../orders/channels';
import { Problem } from '../../platform/problem/problem';
import { SecretBox } from '../../platform/secrets/secret-box';
import { badInput, nothingThere } from '../access/checked-input';
import { recordAction } from '../audited/audited';
import type { SignedIn } from '../session/session-store';
import { tryConnection } from './connection-trial';
import { changedParts, type ConnectionChange, type TrialRequest } from './setup-input';
import { channelsUsing, refuseWrongSetup } from './setup-checks';
import { isOtherAccount, openCredentials, refuseMovedSecrets, withChanges } from './stored-credentials';

/** Makes, changes and removes connections. */
@Injectable()
export class ConnectionSetup {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SecretBox) private readonly box: SecretBox,
    @Inject(ConnectorCatalogue) private readonly catalogue: ConnectorCatalogue,
    @Inject(ConnectionGateway) private readonly gateway: ConnectionGateway,
  ) {}

  async row(id: string): Promise<ConnectionRow> {
    const row = await readConnection(this.database, id);
    if (row === null) throw nothingThere('connection');
    return row;
  }

  connectorOf(system: string): Connector {
    const connector = this.catalogue.find(system);
    if (connector !== undefined) return connector;
    throw badInput([{ pointer: '/system', code: 'field.unknown', message: 'is no system that the hub knows' }]);
  }

  /** @throws {Problem} 400 when something is wrong, 409 when the id is taken */
  async create(connection: SetupConnection, by: SignedIn): Promise<void> {
    const { id, system } = connection;
    const { manifest } = this.connectorOf(system);
    await refuseWrongSetup(connection, this.catalogue.all());
    await this.database.transaction(async (sql) => {
      await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 11))', [id]);
      if ((await readConnection(sql, id)) !== null) {
        const detail = `There is a connection "${id}" already.`;
        throw new Problem({ status: 409, code: 'id-taken', detail });
      }
      const credentials = this.box.seal(connection.credentials, credentialsPurpose(id));
      await storeConnection(sql, { ...connection, credentials, limits: connection.limits ?? manifest.limits });
      const done = { action: 'connection.created', subjectType: 'connection', subjectId: id, facts: { system } };
      await recordAction(sql, by, done);
    });
  }

  /** @throws {Problem} 400 when something is wrong, 409 when somebody else changed it meanwhile */
  async change(id: string, change: ConnectionChange, by: SignedIn): Promise<void> {
    const row = await this.row(id);
    const { manifest } = this.connectorOf(row.system);
    const stored = openCredentials(this.box, row);
    const settings = change.settings ?? recordOf(row.settings);
    const { credentials: changes = {} } = change;
    const move = { manifest, stored, changes, settingsBefore: row.settings, settingsAfter: settings };
    refuseMovedSecrets(move);
    const credentials = withChanges(stored, changes);
    const allowPrivateAddresses = change.allowPrivateAddresses ?? row.allowPrivateAddresses;
    const wanted = { id, system: row.system, settings, credentials, allowPrivateAddresses };
    await refuseWrongSetup(wanted, this.catalogue.all());
    await this.database.transaction(async (sql) => {
      const sealed = Object.keys(changes).length === 0 ? null : this.box.seal(credentials, credentialsPurpose(id));
      await storeChange(sql, id, { ...change, settings, allowPrivateAddresses }, sealed);
      if (isOtherAccount(move)) await sql.query('delete from connection_token where connection_id = $1', [id]);
      const facts = { version: change.version + 1, changed: changedParts(row, change) };
      await recordAction(sql, by, { action: 'connection.changed', subjectType: 'connection', subjectId: id, facts });
    });
    this.gateway.changed(id);
  }

  /** @throws {Problem} 400 when something is wrong, 409 where trying uses up what was entered */
  async try(request: TrialRequest): Promise<CheckResult> {
    const row = request.id === undefined ? null : await this.row(request.id);
    const connector = this.connectorOf(row?.system ?? request.system);
    const { manifest } = connector;
    if (manifest.auth === 'oauth2-refresh-token') {
      const detail = 'Save it first, then test it: a sign-in of this system can be used only once.';
      throw new Problem({ status: 409, code: 'save-first', detail });
    }
    const stored = row === null ? {} : openCredentials(this.box, row);
    const { settings, credentials: changes, allowPrivateAddresses } = request;
    if (row !== null) {
      refuseMovedSecrets({ manifest, stored, changes, settingsBefore: row.settings, settingsAfter: settings });
    }
    const credentials = withChanges(stored, changes);
    const id = row?.id ?? 'trial';
    await refuseWrongSetup(
      { id, system: manifest.system, settings, credentials, allowPrivateAddresses },
      this.catalogue.all(),
    );
    return tryConnection(connector, { connectionId: id, settings, credentials, allowPrivateAddresses });
  }

  /** @throws {Problem} 409 while anything refers to it */
  async remove(id: string, by: SignedIn): Promise<void> {
    const { system } = await this.row(id);
    await this.database.transaction(async (sql) => {
      await sql.query('select id from connection where id = $1 for update', [id]);
      const uses = await usesOf(sql, id);
      if (uses.length > 0) {
        const detail = `It is still used: ${uses.join('; ')}. Pause it instead.`;
        throw new Problem({ status: 409, code: 'in-use', detail });
      }
      await sql.query('delete from connection where id = $1', [id]);
      const done = { action: 'connection.removed', subjectType: 'connection', subjectId: id, facts: { system } };
      await recordAction(sql, by, done);
    });
    this.gateway.changed(id);
  }
}

async function storeChange(
  sql: Sql,
  id: string,
  { version, name, settings, limits, allowPrivateAddresses }: ConnectionChange,
  sealed: Buffer | null,
): Promise<void> {
  const stored = await sql.query(
    `update connection set name = coalesce($3, name), settings = $4, allow_private_addresses = $5,
       concurrency = coalesce($6, concurrency), rate_requests = coalesce($7, rate_requests),
       rate_per_ms = coalesce($8, rate_per_ms), credentials = coalesce($9, credentials),
       credentials_changed_at = case when $9::bytea is null then credentials_changed_at else now() end,
       version = version + 1, updated_at = now()
     where id = $1 and version = $2 returning id`,
    [
      id,
      version,
      name ?? null,
      JSON.stringify(settings),
      allowPrivateAddresses,
      limits?.concurrency ?? null,
      limits?.requests ?? null,
      limits?.perMs ?? null,
      sealed,
    ],
  );
  if (stored.length > 0) return;
  const detail = 'Somebody else changed this connection meanwhile. Load it again and enter your change once more.';
  throw new Problem({ status: 409, code: 'changed-meanwhile', detail });
}

async function usesOf(sql: Sql, id: string): Promise<string[]> {
  const [found] = await sql.query<{ jobs: boolean; references: boolean; messages: boolean; endpoint: boolean }>(
    `select exists(select 1 from sync_job where connection_id = $1) as jobs,
       exists(select 1 from external_reference where connection_id = $1) as references,
       exists(select 1 from inbox_message where connection_id = $1) as messages,
       exists(select 1 from webhook_endpoint where id = $1) as endpoint`,
    [id],
  );
  const channels = channelsUsing(id, await readChannels(sql)).map(({ name }) => `channel "${name}"`);
  const said: [boolean | undefined, string][] = [
    [found?.jobs, 'there are jobs of it'],
    [found?.references, 'there are documents in that system'],
    [found?.messages, 'it has sent webhooks'],
    [found?.endpoint, 'it is a webhook endpoint of a shop'],
  ];
  return [...channels, ...said.flatMap(([is, text]) => (is === true ? [text] : []))];
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
