export interface CarrierRoute {
  readonly method: string;
  readonly connection: string;
  readonly packagesPerShipment: number | null;
  readonly word?: string;
}

export interface ChannelRoutes {
  readonly erp: string | null;
  readonly warehouse: string | null;
  readonly carriers: readonly CarrierRoute[];
  readonly payments: Readonly<Record<string, string>>;
  readonly refundOnCancel: boolean;
  readonly invoicing: boolean;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'shop' | 'marketplace';
  readonly connectionId: string | null;
  readonly routes: ChannelRoutes;
  readonly version: number;
}

export type ChannelDraft = Omit<Channel, 'version' | 'routes'> & {
  readonly routes: Omit<ChannelRoutes, 'payments'>;
  /** In the order in which they were entered; the same method twice is the person's mistake to see. */
  readonly payments: readonly { readonly method: string; readonly gateway: string }[];
};

export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** Connections that can do each part. */
export interface Choices {
  readonly orderSource: readonly Choice[];
  readonly salesDocuments: readonly Choice[];
  readonly warehouse: readonly Choice[];
  readonly carrier: readonly Choice[];
  readonly payments: readonly Choice[];
}
