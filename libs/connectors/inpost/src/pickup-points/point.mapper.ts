import type { PickupPointDetails } from '@crossdock/connector-kit';
import type { Point } from '../api/point';

export function toPickupPoint(point: Point): PickupPointDetails {
  const { city, post_code: postalCode } = point.address_details ?? {};
  const { latitude, longitude } = point.location ?? {};
  return {
    id: point.name,
    name: point.location_description ?? point.name,
    street: streetOf(point),
    city: city ?? '',
    postalCode: postalCode ?? '',
    latitude: latitude ?? null,
    longitude: longitude ?? null,
    acceptsCashOnDelivery: point.payment_available ?? false,
    open: isOperating(point),
  };
}

function streetOf({ address, address_details: details }: Point): string {
  const parts = [details?.street ?? '', details?.building_number ?? ''].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(' ') : (address?.line1 ?? '');
}

/** Only points with this status take parcels (fact sheet, section 4). */
export const isOperating = (point: Point): boolean => point.status === 'Operating';
