import { useEffect } from 'react';

export interface RowKeys {
  /** Place of the row that the keys act on; -1 for none. */
  readonly at: number;
  readonly count: number;
  readonly goTo: (place: number) => void;
  readonly open: () => void;
  readonly select: () => void;
  readonly retry: () => void;
}

/** `j` and `k` go down and up, Enter opens, `x` selects, `r` retries: one hand, no mouse. */
export function useRowKeys(keys: RowKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isBusyElsewhere(event.target)) return;
      if (!press(event.key, keys)) return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  });
}

function press(key: string, { at, count, goTo, open, select, retry }: RowKeys): boolean {
  const isOnRow = at >= 0 && at < count;
  const deeds: Readonly<Record<string, (() => void) | undefined>> = {
    j: () => {
      goTo(Math.min(at + 1, count - 1));
    },
    k: () => {
      goTo(Math.max(at - 1, 0));
    },
    Enter: isOnRow ? open : undefined,
    x: isOnRow ? select : undefined,
    r: isOnRow ? retry : undefined,
  };
  const deed = Object.hasOwn(deeds, key) ? deeds[key] : undefined;
  deed?.();
  return deed !== undefined;
}

/** Somebody types, a dialog is open, or a button or link has the focus and takes Enter itself. */
export function isBusyElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="listbox"], [role="menu"]:not([aria-label])') !== null)
    return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.matches('input:not([type="checkbox"]), textarea, select, button, a') || target.isContentEditable;
}
