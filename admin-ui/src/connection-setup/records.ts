import type { Schema } from './schema';

export interface SystemRow {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly auth: string;
  readonly ports: readonly string[];
  readonly api: { readonly version: string; readonly docs: string };
}

export interface Limits {
  readonly requests: number;
  readonly perMs: number;
  readonly concurrency: number;
}

export type System = SystemRow & {
  readonly form: { readonly settings: Schema; readonly credentials: Schema };
  readonly limits: Limits;
};

export interface Credential {
  readonly name: string;
  readonly isSecret: boolean;
  readonly isSet: boolean;
  /** Null for secrets, always. */
  readonly value: string | null;
}

/** A connection as its form shows it. */
export interface ConnectionSetup {
  readonly id: string;
  readonly system: string;
  readonly name: string;
  readonly version: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly credentials: readonly Credential[];
  readonly credentialsChangedAt: string | null;
  readonly limits: Limits;
  readonly allowPrivateAddresses: boolean;
  readonly usedBy: readonly { readonly id: string; readonly name: string }[];
  readonly hasConsent: boolean;
}

/** What is in the form. */
export interface Draft {
  readonly id: string;
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Only what was entered; null takes one away. */
  readonly credentials: Readonly<Record<string, string | null>>;
  readonly limits: Limits;
  readonly allowPrivateAddresses: boolean;
}
