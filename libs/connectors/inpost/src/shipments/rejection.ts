import { RejectedByVendorError } from '@crossdock/connector-kit';

/** What ShipX would refuse is refused before it is sent, naming the field in the vendor's spelling. */
export function unfit(field: string, problem: string, fix: string): RejectedByVendorError {
  return new RejectedByVendorError({
    code: 'shipment.rejected',
    summary: `InPost cannot take this shipment: ${problem}`,
    fix,
    field,
  });
}
