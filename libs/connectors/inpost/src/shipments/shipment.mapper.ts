import { compareMoney, roundToCurrency, type Money, type ShipmentRequest } from '@crossdock/canonical';
import { REFERENCE_LENGTH, type CreateShipmentBody } from '../api/create-shipment';
import type { InpostSettings } from '../inpost.manifest';
import { toCourierParcels, toLockerParcel, type ParcelDefaults } from './parcel.mapper';
import { remainingAddressLine, toCourierReceiver, toLockerReceiver } from './receiver.mapper';
import { unfit } from './rejection';

const COMMENT_LENGTH = 100; // own choice, the vendor's figure is unknown; a cut remark does no harm

/**
 * The body of a new shipment. The shipment's own reference goes to `external_customer_id`, which ShipX can be searched by;
 * the order's reference goes to `reference`, which is printed on the label.
 * @param service ShipX service, as the lookup table `service` gave it for the delivery method
 * @throws {RejectedByVendorError} naming the field that ShipX would refuse
 */
export function toCreateShipment(
  request: ShipmentRequest,
  service: string,
  settings: InpostSettings,
): CreateShipmentBody {
  const locker = service.startsWith('inpost_locker_');
  const comments = commentsOf(request, locker);
  return {
    receiver: locker ? toLockerReceiver(request.receiver) : toCourierReceiver(request.receiver),
    parcels: locker
      ? toLockerParcel(request.packages, defaultsOf(settings))
      : toCourierParcels(request.packages, defaultsOf(settings)),
    service,
    custom_attributes: {
      ...(locker ? { target_point: targetPointOf(request) } : {}),
      sending_method: settings.sendingMethod,
      ...(settings.dropoffPoint === undefined ? {} : { dropoff_point: settings.dropoffPoint }),
    },
    ...amountsOf(request, settings),
    reference: fitting('reference', request.orderReference),
    external_customer_id: fitting('external_customer_id', request.reference),
    ...(comments === null ? {} : { comments }),
  };
}

function targetPointOf({ pickupPoint, deliveryMethod }: ShipmentRequest): string {
  const id = pickupPoint?.id.trim() ?? '';
  if (id === '') {
    throw unfit('custom_attributes.target_point', `"${deliveryMethod}" needs a pickup point.`, 'Choose a locker.');
  }
  const carrier = pickupPoint?.carrier ?? 'inpost';
  if (carrier !== 'inpost') {
    throw unfit(
      'custom_attributes.target_point',
      `the pickup point belongs to "${carrier}".`,
      'Choose a locker of InPost.',
    );
  }
  return id;
}

function amountsOf(request: ShipmentRequest, settings: InpostSettings): Pick<CreateShipmentBody, 'cod' | 'insurance'> {
  const cod = inZloty('cod', request.cashOnDelivery);
  const declared = inZloty('insurance', request.insurance);
  const insurance = settings.insureCashOnDelivery ? larger(declared, cod) : declared;
  return {
    ...(cod === null ? {} : { cod: toAmount(cod) }),
    ...(insurance === null ? {} : { insurance: toAmount(insurance) }),
  };
}

function inZloty(field: string, money: Money | null | undefined): Money | null {
  if (money === null || money === undefined) return null;
  if (money.currency !== 'PLN')
    throw unfit(`${field}.currency`, `amounts are in PLN, not in ${money.currency}.`, 'Convert the amount.');
  return compareMoney(money, { amount: '0', currency: 'PLN' }) > 0 ? money : null;
}

function larger(first: Money | null, second: Money | null): Money | null {
  if (first === null || second === null) return first ?? second;
  return compareMoney(first, second) >= 0 ? first : second;
}

/** ShipX takes amounts as JSON numbers; two decimals survive that exactly as they are printed. */
function toAmount(money: Money): { amount: number; currency: 'PLN' } {
  return { amount: Number(roundToCurrency(money.amount, 'PLN')), currency: 'PLN' };
}

function fitting(field: string, value: string): string {
  if (value.length <= REFERENCE_LENGTH) return value;
  throw unfit(field, `"${field}" may have ${REFERENCE_LENGTH} characters.`, 'Shorten the reference.');
}

/** The order's note and, for the courier, what the two address fields cannot hold. */
function commentsOf(request: ShipmentRequest, locker: boolean): string | null {
  const parts = [request.note?.trim() ?? '', locker ? '' : (remainingAddressLine(request.receiver) ?? '')];
  const text = parts.filter((part) => part !== '').join('; ');
  return text === '' ? null : Array.from(text).slice(0, COMMENT_LENGTH).join('');
}

function defaultsOf(settings: InpostSettings): ParcelDefaults {
  return {
    template: settings.defaultTemplate,
    lengthMm: settings.defaultLengthMm,
    widthMm: settings.defaultWidthMm,
    heightMm: settings.defaultHeightMm,
    weightGrams: settings.defaultWeightGrams,
  };
}
