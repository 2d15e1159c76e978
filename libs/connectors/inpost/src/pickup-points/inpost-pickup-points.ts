import type { PickupPointDetails, PickupPointQuery } from '@crossdock/connector-kit';
import type { Point } from '../api/point';
import type { InpostClient } from '../inpost.client';
import { isOperating, toPickupPoint } from './point.mapper';

const PER_PAGE = 100;
const MAX_PAGES = 10; // a shop shows tens of points, not thousands

/** One point by its id, whether open or not; otherwise the operating lockers that fit, nearest first where a place is given. */
export async function findPickupPoints(
  client: InpostClient,
  query: PickupPointQuery,
): Promise<readonly PickupPointDetails[]> {
  if (query.id !== undefined) {
    const point = await client.readPoint(query.id);
    return point === null ? [] : [toPickupPoint(point)];
  }
  const found: Point[] = [];
  for (let page = 1; page <= MAX_PAGES && found.length < query.limit; page += 1) {
    const points = await client.readPoints({ ...filterOf(query), page, per_page: PER_PAGE });
    found.push(...points.filter(isOperating));
    if (points.length < PER_PAGE) break;
  }
  return found.slice(0, query.limit).map(toPickupPoint);
}

function filterOf({ city, postalCode, near }: PickupPointQuery): Record<string, string | number | undefined> {
  return {
    city,
    post_code: postalCode,
    ...(near === undefined
      ? {}
      : { relative_point: `${near.latitude},${near.longitude}`, max_distance: near.withinMetres }),
  };
}
