import { Body, Delete, Get, HttpCode, Inject, Param, Patch, Post } from '@nestjs/common';
import { Database } from '@crossdock/flow-engine';
import { connectionSetup } from '../../cli/setup/setup-file';
import type { CheckResult } from '../../connections/connection-gateway';
import { readChannels } from '../../orders/channels';
import { SecretBox } from '../../platform/secrets/secret-box';
import { AdminController, Needs } from '../access/admin-controller';
import { checked } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction } from '../audited/audited';
import type { SignedIn } from '../session/session-store';
import { ConnectionSetup } from './connection-setup';
import { channelsUsing } from './setup-checks';
import { connectionChange, trialRequest } from './setup-input';
import { credentialViews, openCredentials, type CredentialView } from './stored-credentials';

/** A connection as its form shows it. Secrets are never among it. */
interface SetupView {
  readonly id: string;
  readonly system: string;
  readonly name: string;
  readonly version: number;
  readonly settings: unknown;
  readonly credentials: readonly CredentialView[];
  readonly credentialsChangedAt: Date | null;
  readonly limits: { readonly requests: number; readonly perMs: number; readonly concurrency: number };
  readonly allowPrivateAddresses: boolean;
  /** Channels that name it. */
  readonly usedBy: readonly { readonly id: string; readonly name: string }[];
  /** A person can let the hub in at the vendor. */
  readonly hasConsent: boolean;
}

/** Setting up accounts of other systems. */
@AdminController('connections')
export class ConnectionSetupController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SecretBox) private readonly box: SecretBox,
    private readonly setup: ConnectionSetup,
  ) {}

  @Post()
  @HttpCode(201)
  @Needs('connections:edit')
  async create(@Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<SetupView> {
    const connection = checked(connectionSetup, body);
    await this.setup.create(connection, by);
    return this.one(connection.id);
  }

  /** Asks the system whether it would let us in with what is in the form. Nothing of it is stored. */
  @Post('trial')
  @HttpCode(200)
  @Needs('connections:edit')
  async try(@Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<CheckResult> {
    const request = checked(trialRequest, body);
    const result = await this.setup.try(request);
    await this.database.transaction(async (sql) => {
      const facts = { system: request.system, ok: result.ok, ms: result.ms };
      const subjectId = request.id ?? 'new';
      await recordAction(sql, by, { action: 'connection.tried', subjectType: 'connection', subjectId, facts });
    });
    return result;
  }

  @Get(':id/setup')
  @Needs('connections:edit')
  async one(@Param('id') id: string): Promise<SetupView> {
    const row = await this.setup.row(id);
    const [{ at } = { at: null }] = await this.database.query<{ at: Date | null }>(
      'select credentials_changed_at as at from connection where id = $1',
      [id],
    );
    const { manifest, consent } = this.setup.connectorOf(row.system);
    const { system, name, version, settings, allowPrivateAddresses } = row;
    return {
      id,
      system,
      name,
      version,
      settings,
      credentials: credentialViews(manifest, openCredentials(this.box, row)),
      credentialsChangedAt: at,
      limits: { requests: row.rateRequests, perMs: row.ratePerMs, concurrency: row.concurrency },
      allowPrivateAddresses,
      usedBy: channelsUsing(id, await readChannels(this.database)).map((channel) => ({
        id: channel.id,
        name: channel.name,
      })),
      hasConsent: consent !== undefined,
    };
  }

  @Patch(':id')
  @Needs('connections:edit')
  async change(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<SetupView> {
    await this.setup.change(id, checked(connectionChange, body), by);
    return this.one(id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs('connections:edit')
  async remove(@Param('id') id: string, @WhoIsSignedIn() by: SignedIn): Promise<void> {
    await this.setup.remove(id, by);
  }
}
