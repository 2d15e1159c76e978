import { localStorageStore, type Store } from 'react-admin';

/** Language and theme belong to the browser: they outlive the sign-out, which clears everything else. */
const KEPT = ['locale', 'theme'] as const;

export function panelStore(inner: Store = localStorageStore(undefined, 'crossdock')): Store {
  return {
    ...inner,
    reset: () => {
      const kept = KEPT.map((key): [string, unknown] => [key, inner.getItem<unknown>(key)]);
      inner.reset();
      for (const [key, value] of kept) {
        if (value !== undefined && value !== null) inner.setItem(key, value);
      }
    },
  };
}
