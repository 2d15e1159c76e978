import { pointerTo } from '@crossdock/canonical';

/** A value that differs. Null stands for a field that is missing as well. */
export interface Change {
  /** RFC 6901. */
  readonly pointer: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Where two JSON documents differ, field by field. Lists are compared place by place. */
export function documentDiff(before: unknown, after: unknown, pointer = ''): Change[] {
  if (isContainer(before) && isContainer(after) && Array.isArray(before) === Array.isArray(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
      documentDiff(fieldOf(before, name), fieldOf(after, name), pointerTo(pointer, name)),
    );
  }
  return same(before, after) ? [] : [{ pointer, before: before ?? null, after: after ?? null }];
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function fieldOf(container: object, name: string): unknown {
  return Object.hasOwn(container, name) ? Reflect.get(container, name) : null;
}

function same(before: unknown, after: unknown): boolean {
  const [one, other] = [before ?? null, after ?? null];
  return one === other || (isEmpty(one) && isEmpty(other));
}

/** A field that is left out, null, or an object with nothing in it says nothing. */
function isEmpty(value: unknown): boolean {
  return value === null || (isContainer(value) && !Array.isArray(value) && Object.keys(value).length === 0);
}
