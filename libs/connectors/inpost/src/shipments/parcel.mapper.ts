import type { Package } from '@crossdock/canonical';
import type { CourierParcel, LockerParcel, Template } from '../api/create-shipment';
import { unfit } from './rejection';

/** Longest sides a locker takes, millimetres, smallest side first (fact sheet, section 8: A, B, C). */
const TEMPLATE_LIMITS: readonly (readonly [Template, readonly [number, number, number]])[] = [
  ['small', [80, 380, 640]],
  ['medium', [190, 380, 640]],
  ['large', [380, 410, 640]],
];

const LOCKER_WEIGHT_GRAMS = 25_000;

export interface ParcelDefaults {
  readonly template: Template;
  readonly lengthMm: number | undefined;
  readonly widthMm: number | undefined;
  readonly heightMm: number | undefined;
  readonly weightGrams: number | undefined;
}

/** One parcel of the smallest template that takes it; the box may lie on any side. */
export function toLockerParcel(packages: readonly Package[], defaults: ParcelDefaults): LockerParcel {
  if (packages.length > 1) {
    throw unfit(
      'parcels',
      `a locker shipment is one parcel, not ${packages.length}.`,
      'Send it by courier or in several shipments.',
    );
  }
  const [parcel] = packages;
  if ((parcel?.weightGrams ?? 0) > LOCKER_WEIGHT_GRAMS) {
    throw unfit('parcels.weight', 'a locker parcel may weigh 25 kg at most.', 'Send it by courier.');
  }
  const sides = [parcel?.lengthMm, parcel?.widthMm, parcel?.heightMm].filter((side) => typeof side === 'number');
  if (sides.length < 3) return { template: defaults.template };
  const template = templateFor(sides);
  if (template === null)
    throw unfit('parcels.template', 'the parcel is too big for any locker.', 'Send it by courier.');
  return { template };
}

function templateFor(sides: readonly number[]): Template | null {
  const sorted = sides.toSorted((first, second) => first - second);
  const found = TEMPLATE_LIMITS.find(([, limits]) => limits.every((limit, index) => (sorted[index] ?? 0) <= limit));
  return found?.[0] ?? null;
}

/** Parcels of a courier shipment, at least one; what the warehouse did not measure comes from the connection's defaults. */
export function toCourierParcels(packages: readonly Package[], defaults: ParcelDefaults): CourierParcel[] {
  const measured: readonly Package[] = packages.length === 0 ? [{}] : packages;
  return measured.map((parcel) => ({
    dimensions: {
      length: known('parcels.dimensions.length', parcel.lengthMm, defaults.lengthMm),
      width: known('parcels.dimensions.width', parcel.widthMm, defaults.widthMm),
      height: known('parcels.dimensions.height', parcel.heightMm, defaults.heightMm),
      unit: 'mm',
    },
    weight: { amount: known('parcels.weight.amount', parcel.weightGrams, defaults.weightGrams) / 1_000, unit: 'kg' },
    is_non_standard: false,
  }));
}

function known(field: string, measured: number | null | undefined, fallback: number | undefined): number {
  const value = measured ?? fallback;
  if (value !== undefined && value > 0) return value;
  throw unfit(field, `the warehouse gave no ${field}.`, 'Measure the parcel, or set a default in the connection.');
}
