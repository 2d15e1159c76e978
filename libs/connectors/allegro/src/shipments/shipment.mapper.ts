import { RejectedByVendorError, type ShipmentReport } from '@crossdock/connector-kit';
import { MAX_CARRIER_NAME, MAX_WAYBILL, type ShipmentBody } from '../api/shipment';
import { isLineItemId } from '../orders/order-line.mapper';

const OTHER = 'OTHER';

/**
 * A parcel as Allegro wants it.
 * @param carrier row of the lookup table `carrier`: an Allegro carrier id, `OTHER`, or `OTHER:name shown to the buyer`
 * @throws {RejectedByVendorError} naming the field when the waybill is missing or longer than 64 characters
 */
export function toShipmentBody(report: ShipmentReport, carrier: string): ShipmentBody {
  const waybill = report.waybill.trim();
  if (waybill === '' || waybill.length > MAX_WAYBILL) {
    throw new RejectedByVendorError({
      code: 'shipment-report.rejected',
      summary: `Allegro takes tracking numbers of 1 to ${MAX_WAYBILL} characters, this one has ${waybill.length}.`,
      fix: 'Correct the tracking number of the shipment, then retry.',
      field: 'waybill',
    });
  }
  const items = report.lineIds.filter(isLineItemId).map((id) => ({ id }));
  return {
    carrierId: carrierIdOf(carrier),
    waybill,
    ...(carrierIdOf(carrier) === OTHER ? { carrierName: carrierName(carrier, report.carrier) } : {}),
    ...(items.length === 0 ? {} : { lineItems: items }),
  };
}

export function carrierIdOf(carrier: string): string {
  return carrier.split(':', 1)[0] ?? carrier;
}

/** Cut where it is too long: it is shown to the buyer and nothing depends on it. */
function carrierName(carrier: string, word: string): string {
  const given = carrier.slice(OTHER.length + 1).trim();
  return (given === '' ? word : given).slice(0, MAX_CARRIER_NAME);
}
