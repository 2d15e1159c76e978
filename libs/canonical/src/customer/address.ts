/** A postal address. `country` is ISO 3166-1 alpha-2. */
export interface Address {
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly company?: string | null;
  /** Street with building and flat number in one line, as people write it. */
  readonly street: string;
  readonly street2?: string | null;
  readonly city: string;
  readonly postalCode: string;
  readonly region?: string | null;
  readonly country: string;
  readonly phone?: string | null;
  readonly email?: string | null;
}

/** A locker or counter where the buyer collects the parcel. */
export interface PickupPoint {
  /** Carrier word of ours, for example `"inpost"`. */
  readonly carrier: string;
  /** The carrier's own id of the point, for example `"WAW01A"`. */
  readonly id: string;
  readonly name?: string | null;
}
