/** Who buys. Every field is personal data: never in logs, metrics or queue data. */
export interface Customer {
  readonly email: string;
  readonly phone?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly company?: string | null;
  /** NIP or EU VAT id of a business buyer. */
  readonly taxId?: string | null;
  /** Price group, for example `"retail"`. */
  readonly group?: string | null;
  /** The customer's id in the channel. */
  readonly externalId?: string | null;
  /** BCP 47 tag of the language the customer reads. */
  readonly language?: string | null;
}
