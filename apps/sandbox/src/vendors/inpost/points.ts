export interface Point {
  readonly name: string;
  readonly city: string;
  readonly province: string;
  readonly postCode: string;
  readonly street: string;
  readonly building: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly type: 'parcel_locker' | 'pop';
  readonly payment: boolean;
  readonly operating: boolean;
}

// prefix, city, province, post code, street, latitude, longitude, number of points. Invented, near the cities' centres.
const CITIES: readonly (readonly [string, string, string, string, string, number, number, number])[] = [
  ['WAW', 'Warszawa', 'mazowieckie', '00-838', 'Prosta', 52.2297, 21.0122, 10],
  ['KRA', 'Kraków', 'małopolskie', '31-154', 'Długa', 50.0647, 19.945, 10],
  ['WRO', 'Wrocław', 'dolnośląskie', '50-069', 'Ofiar Oświęcimskich', 51.1079, 17.0385, 8],
  ['POZ', 'Poznań', 'wielkopolskie', '61-806', 'Święty Marcin', 52.4064, 16.9252, 6],
  ['GDA', 'Gdańsk', 'pomorskie', '80-831', 'Długi Targ', 54.352, 18.6466, 6],
  ['LOD', 'Łódź', 'łódzkie', '90-423', 'Piotrkowska', 51.7592, 19.456, 6],
  ['KAT', 'Katowice', 'śląskie', '40-012', 'Dworcowa', 50.2649, 19.0238, 3],
];

function cityPoints(): Point[] {
  return CITIES.flatMap(([prefix, city, province, postCode, street, latitude, longitude, count]) =>
    Array.from({ length: count }, (_unused, index) => ({
      name: `${prefix}${String(index + 1).padStart(2, '0')}A`,
      city,
      province,
      postCode,
      street,
      building: String(3 + index * 4),
      latitude: round(latitude + (index % 4) * 0.004),
      longitude: round(longitude + Math.floor(index / 4) * 0.005),
      type: 'parcel_locker' as const,
      payment: index % 5 !== 4,
      operating: index !== 5,
    })),
  );
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6;

const krakow = { city: 'Kraków', province: 'małopolskie', postCode: '31-154', operating: true, payment: true };

/** About fifty points. Every fifth takes no card payment, one in each larger city is out of order. */
export const POINTS: readonly Point[] = [
  ...cityPoints(),
  {
    ...krakow,
    name: 'KRA010',
    street: 'Pawia',
    building: '5',
    latitude: 50.0671,
    longitude: 19.9468,
    type: 'parcel_locker',
  },
  {
    ...krakow,
    name: 'KRA01M',
    street: 'Basztowa',
    building: '17',
    latitude: 50.0659,
    longitude: 19.9402,
    type: 'parcel_locker',
  },
  {
    ...krakow,
    name: 'POP-KRA1',
    street: 'Karmelicka',
    building: '29',
    latitude: 50.0648,
    longitude: 19.9312,
    type: 'pop',
  },
];

const BY_NAME = new Map(POINTS.map((point) => [point.name, point]));
const WELL_FORMED = /^(?!XXX)[A-Z]{3}\d{2,3}[A-Z]{0,3}$/;

/** A point by its id. Ids that look right exist too, so that a shop may send any; those beginning with XXX never do. */
export function pointNamed(name: string): Point | null {
  const known = BY_NAME.get(name);
  if (known !== undefined) return known;
  if (!WELL_FORMED.test(name)) return null;
  const model = POINTS.find((point) => point.name.startsWith(name.slice(0, 3))) ?? POINTS[0];
  return model === undefined ? null : { ...model, name, payment: true, operating: true };
}

/** Great-circle distance in metres. */
export function distanceMetres(point: Point, latitude: number, longitude: number): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const a =
    Math.sin(radians(point.latitude - latitude) / 2) ** 2 +
    Math.cos(radians(latitude)) *
      Math.cos(radians(point.latitude)) *
      Math.sin(radians(point.longitude - longitude) / 2) ** 2;
  return Math.round(2 * 6_371_000 * Math.asin(Math.sqrt(a)));
}
