/** One thing that is wrong with what was sent. `pointer` is RFC 6901. */
export interface HubErrorDetail {
  readonly pointer: string;
  readonly message: string;
}

/** The hub answered that it did not do it. `message` is for people. */
export class HubError extends Error {
  constructor(
    message: string,
    readonly status: number,
    /** Stable word of the hub's problem, for example `action-refused`. */
    readonly code: string | null,
    readonly details: readonly HubErrorDetail[] = [],
  ) {
    super(message);
    this.name = 'HubError';
  }
}

/** No answer of the hub came: it is starting, stopped, or the network is gone. Translated where it is shown. */
export class HubAwayError extends Error {
  constructor(options?: ErrorOptions) {
    super('panel.away.notification', options);
    this.name = 'HubAwayError';
  }
}
