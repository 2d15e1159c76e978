import { createHash, randomBytes } from 'node:crypto';
import { Body, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ConnectorError, type Consent, type DeviceAnswer } from '@crossdock/connector-kit';
import { Database } from '@crossdock/flow-engine';
import { z } from 'zod';
import { ConnectionGateway } from '../../connections/connection-gateway';
import { WorkSignal } from '../../engine/work-signal';
import { Problem } from '../../platform/problem/problem';
import { SETTINGS, type Settings } from '../../platform/settings/settings';
import { AdminController, Needs } from '../access/admin-controller';
import { checked, nothingThere } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction } from '../audited/audited';
import type { SignedIn } from '../session/session-store';
import { PendingConsents } from './pending-consents';

/** Where vendors send people back to: a page of the panel, registered at the vendor. */
const BACK_AT = '/admin/consent';
/** As long as somebody may take on the vendor's page. */
const CODE_EXPIRES_MS = 15 * 60_000;
const VERIFIER_BYTES = 32;

const start = z.strictObject({ connectionId: z.string().min(1).max(100) });
const answer = z.strictObject({ state: z.guid(), code: z.string().min(1).max(4_000) });
const nothing = z.strictObject({});
const consentId = z.guid();

interface DeviceView {
  readonly id: string;
  readonly userCode: string;
  readonly verificationUri: string;
  readonly verificationUriComplete: string | null;
  readonly expiresAt: Date;
  readonly pollEveryMs: number;
}

/** People let the hub into accounts of other systems. */
@AdminController('consents')
export class ConsentController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(Database) private readonly database: Database,
    @Inject(ConnectionGateway) private readonly gateway: ConnectionGateway,
    @Inject(WorkSignal) private readonly signal: WorkSignal,
    private readonly pending: PendingConsents,
  ) {}

  /** The address that has to be registered at the vendor. */
  @Get('redirect-uri')
  @Needs('connections:edit')
  redirectUri(): { readonly redirectUri: string } {
    return { redirectUri: `${this.settings.publicUrl}${BACK_AT}` };
  }

  /** Begins a consent on the vendor's page; the answer says where to send the browser. */
  @Post()
  @HttpCode(201)
  @Needs('connections:edit')
  async begin(@Body() body: unknown, @WhoIsSignedIn() { user }: SignedIn): Promise<{ readonly url: string }> {
    const { connectionId } = checked(start, body);
    const consent = await this.consentOf(connectionId);
    const proof = randomBytes(VERIFIER_BYTES).toString('base64url');
    const { redirectUri } = this.redirectUri();
    const state = await this.database.transaction(async (sql) =>
      this.pending.begin(sql, {
        connectionId,
        userId: user.id,
        kind: 'code',
        proof,
        redirectUri,
        expiresInMs: CODE_EXPIRES_MS,
        pollEveryMs: null,
      }),
    );
    const codeChallenge = createHash('sha256').update(proof).digest('base64url');
    return { url: consent.authorizeUrl({ redirectUri, state, codeChallenge }) };
  }

  /** The person is back with a code. It is good once, and only for who began. */
  @Post('finish')
  @HttpCode(200)
  @Needs('connections:edit')
  async finish(@Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<{ readonly connectionId: string }> {
    const { state, code } = checked(answer, body);
    const begun = await this.pending.take(state, by.user.id);
    if (begun === null) {
      const detail = 'This consent was not begun by you, was used already, or took too long. Begin it again.';
      throw new Problem({ status: 409, code: 'consent-unknown', detail });
    }
    const { connectionId, proof, redirectUri } = begun;
    const consent = await this.consentOf(connectionId);
    const token = await consent
      .exchangeCode({ code, redirectUri: redirectUri ?? '', codeVerifier: proof })
      .catch(vendorRefused);
    await this.gateway.signedIn(connectionId, token);
    await this.record(by, connectionId, 'code');
    return { connectionId };
  }

  /** Begins the device flow: the person types a code at the vendor, on whatever computer. */
  @Post('devices')
  @HttpCode(201)
  @Needs('connections:edit')
  async beginDevice(@Body() body: unknown, @WhoIsSignedIn() { user }: SignedIn): Promise<DeviceView> {
    const { connectionId } = checked(start, body);
    const consent = await this.consentOf(connectionId);
    if (consent.startDevice === undefined) throw noSuchWay();
    const { deviceCode, expiresInMs, pollEveryMs, ...shown } = await consent.startDevice().catch(vendorRefused);
    const id = await this.database.transaction(async (sql) =>
      this.pending.begin(sql, {
        connectionId,
        userId: user.id,
        kind: 'device',
        proof: deviceCode,
        redirectUri: null,
        expiresInMs,
        pollEveryMs,
      }),
    );
    return { id, ...shown, pollEveryMs, expiresAt: new Date(Date.now() + expiresInMs) };
  }

  /** Has the person let us in? Asked as often as one likes; the vendor is asked no more often than it wants. */
  @Post('devices/:id/poll')
  @HttpCode(200)
  @Needs('connections:edit')
  async poll(
    @Param('id') id: string,
    @Body() body: unknown,
    @WhoIsSignedIn() by: SignedIn,
  ): Promise<{ readonly state: DeviceAnswer['kind'] }> {
    checked(nothing, body);
    const waiting = consentId.safeParse(id).success ? await this.pending.due(id, by.user.id) : null;
    if (waiting === null) throw nothingThere('consent');
    if (waiting === 'early') return { state: 'pending' };
    const consent = await this.consentOf(waiting.connectionId);
    if (consent.pollDevice === undefined) throw noSuchWay();
    const said = await consent.pollDevice(waiting.proof).catch(vendorRefused);
    if (said.kind === 'slow-down') await this.pending.slowDown(id);
    if (said.kind === 'pending' || said.kind === 'slow-down') return { state: 'pending' };
    if (said.kind === 'granted') {
      await this.gateway.signedIn(waiting.connectionId, said.token);
      await this.record(by, waiting.connectionId, 'device');
    }
    await this.pending.end(this.database, id);
    return { state: said.kind };
  }

  private async consentOf(connectionId: string): Promise<Consent> {
    const consent = await this.gateway.consent(connectionId).catch(vendorRefused);
    if (consent === null) throw noSuchWay();
    return consent;
  }

  private async record(by: SignedIn, subjectId: string, how: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      const facts = { how };
      await recordAction(sql, by, { action: 'connection.signed-in', subjectType: 'connection', subjectId, facts });
    });
    this.signal.due();
  }
}

function noSuchWay(): Problem {
  const detail = 'This system has no such way to sign in.';
  return new Problem({ status: 409, code: 'no-consent', detail });
}

function vendorRefused(error: unknown): never {
  if (!(error instanceof ConnectorError)) throw error;
  const detail = error.fix === undefined ? error.message : `${error.message} ${error.fix}`;
  throw new Problem({ status: 409, code: 'vendor-refused', detail });
}
