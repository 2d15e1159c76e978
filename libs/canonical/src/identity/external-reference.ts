/** The id under which a connection knows a canonical record. */
export interface ExternalReference {
  readonly connectionId: string;
  /** Kind of remote record: `sales-order`, `invoice`, `fulfilment`, `shipment`, `payment`, `offer` ... */
  readonly kind: string;
  /** The vendor's technical id, used in calls. */
  readonly id: string;
  /** The number that people know it by, where the vendor has one. */
  readonly number?: string | null;
}
