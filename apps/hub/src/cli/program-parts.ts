import type { Connector } from '@crossdock/connector-kit';
import type { Setup } from './setup/setup-file';
import type { SetupItem } from './setup/store-setup';

/** What commands do to the database itself, without a running hub. */
export interface Operations {
  /** Brings the database to the version of this program. */
  readonly migrate: (databaseUrl: string) => Promise<unknown>;
  readonly createApiKey: (
    databaseUrl: string,
    key: { readonly channel: string; readonly name: string; readonly rights: readonly string[] },
  ) => Promise<{ readonly id: string; readonly key: string }>;
  readonly createUser: (
    databaseUrl: string,
    user: { readonly email: string; readonly password: string; readonly role: string; readonly locale: string },
  ) => Promise<unknown>;
  /** Stores connections, channels and webhook endpoints that have been checked, all or nothing. */
  readonly setUp: (databaseUrl: string, secretKey: Buffer, setup: Setup) => Promise<readonly SetupItem[]>;
}

/** Parts of the hub that few commands need: loaded when they are, so that the others start at once. */
export interface ProgramParts {
  operations(): Promise<Operations>;
  connectors(): Promise<readonly Connector[]>;
}
