export interface ApiKey {
  readonly id: string;
  readonly channel: string;
  readonly channelName: string;
  readonly name: string;
  readonly prefix: string;
  readonly rights: readonly string[];
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

/** The key is in this one answer. */
export type NewApiKey = ApiKey & { readonly key: string };
