import {
  assignWhole,
  OverAllocatedError,
  planFulfilments,
  UnderAllocatedError,
  type Fulfilment,
  type Order,
  type OrderProblem,
} from '@crossdock/canonical';
import type { FulfilmentProgress, OrderProgress } from '../order-progress';
import type { Change } from './document-diff';

/** What an order is found by, and what was agreed with the payment: another value would be another order. */
const FROZEN = ['/externalId', '/currency', '/placedAt', '/payment'];
/** Where a parcel or money goes, and how much of it. */
const SENSITIVE = ['/customer', '/billingAddress', '/shippingAddress', '/pickupPoint', '/totals', '/delivery/price'];
const SENSITIVE_NAME = /price|amount|iban|account|kont[oa]|bank/i;
/** What tells of a person. Other fields may: free texts and the attributes of the shop. */
const PERSONAL = ['/customer', '/billingAddress', '/shippingAddress', '/pickupPoint', '/note', '/attributes'];
const PERSONAL_LINE = /^\/lines\/\d+\/attributes/;
export const HIDDEN = '[personal]';

function isWithin(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}

function isAnyOf(pointer: string, places: readonly string[]): boolean {
  return places.some((place) => isWithin(pointer, place));
}

/** The changes that no correction may make. */
export function frozenProblems(changes: readonly Change[]): OrderProblem[] {
  return changes
    .filter(({ pointer }) => pointer === '' || isAnyOf(pointer, FROZEN))
    .map(({ pointer }) => ({ pointer, code: 'field.frozen', message: 'This field of an order is never changed.' }));
}

/** Changes that need a right of their own: addresses, people, prices, accounts. */
export function isSensitive({ pointer, before, after }: Change): boolean {
  if (isAnyOf(pointer, SENSITIVE) || SENSITIVE_NAME.test(pointer)) return true;
  // A line that comes or goes as a whole has a price.
  return [before, after].some((value) => !isPlain(value) && SENSITIVE_NAME.test(JSON.stringify(value)));
}

/** As it may be kept for ever: what may tell of a person is only said to differ. */
export function withoutPersonalData(changes: readonly Change[]): Change[] {
  return changes.map((change) => {
    const { pointer, before, after } = change;
    const isPersonal = isAnyOf(pointer, PERSONAL) || PERSONAL_LINE.test(pointer);
    if (!isPersonal && isPlain(before) && isPlain(after)) return change;
    return { pointer, before: hidden(before), after: hidden(after) };
  });
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function hidden(value: unknown): unknown {
  return value === null ? null : HIDDEN;
}

/** The parts of the order that changed, for people: `lines`, `shippingAddress`. */
export function changedParts(changes: readonly Change[]): string[] {
  return [...new Set(changes.map(({ pointer }) => pointer.split('/')[1] ?? ''))].sort();
}

/**
 * What warehouses are asked for, of the corrected order. Null when a warehouse has been asked for other products already:
 * then the products can no longer be changed, only who gets them.
 */
export function correctedFulfilments(
  order: Order,
  reference: string,
  { fulfilments }: OrderProgress,
): FulfilmentProgress[] | null {
  const nobodyAsked = fulfilments.every(({ remote, state }) => remote === null && state === 'planned');
  const [only] = fulfilments;
  if (nobodyAsked && fulfilments.length === 1 && only !== undefined) {
    const [fulfilment] = planFulfilments(order, reference, assignWhole(order, only.fulfilment.warehouse));
    return fulfilment === undefined ? null : [{ ...only, fulfilment }];
  }
  const planned = plannedAgain(order, reference, fulfilments);
  return planned === null ? null : fulfilments.map((found, index) => ({ ...found, fulfilment: planned[index] ?? found.fulfilment })); // prettier-ignore
}

/** The same split of the corrected order; null when it asks for other products. */
function plannedAgain(
  order: Order,
  reference: string,
  fulfilments: readonly FulfilmentProgress[],
): readonly Fulfilment[] | null {
  const assignment = fulfilments.map(({ fulfilment: { warehouse, lines } }) => ({ warehouse, lines }));
  try {
    const planned = planFulfilments(order, reference, assignment);
    const isSame = fulfilments.every(
      ({ fulfilment: asked }, index) =>
        planned[index]?.reference === asked.reference &&
        asked.lines.every(({ sku }, place) => planned[index]?.lines[place]?.sku === sku),
    );
    return isSame ? planned : null;
  } catch (error) {
    if (error instanceof OverAllocatedError || error instanceof UnderAllocatedError) return null;
    throw error;
  }
}
