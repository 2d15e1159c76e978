import type { JSX, ReactNode } from 'react';
import { ShowBase, type Identifier, useShowContext } from 'react-admin';
import { Failed, LoadingPage } from './states';

interface Props<R> {
  readonly render: (record: R) => ReactNode;
  /** Pause between two readings; null when the record changes no more. */
  readonly readAgainMs: (record: R | undefined) => number | null;
}

/** A page about one record, read again while it changes. What is on the screen stays when the hub is away. */
export function RecordPage<R extends { readonly id: Identifier }>({ render, readAgainMs }: Props<R>): JSX.Element {
  return (
    <ShowBase<R>
      disableAuthentication={false}
      queryOptions={{
        // Rows of lists know less than the record; with a key of its own they are not taken for it.
        meta: { whole: true },
        refetchInterval: ({ state }) => readAgainMs(state.data) ?? false,
        // The page says itself what is wrong.
        onError: () => undefined,
      }}
    >
      <Shown<R> render={render} />
    </ShowBase>
  );
}

function Shown<R extends { readonly id: Identifier }>({ render }: Pick<Props<R>, 'render'>): JSX.Element {
  const { record, error, isPending } = useShowContext<R>();
  if (record !== undefined) return <>{render(record)}</>;
  return isPending ? <LoadingPage /> : <Failed error={error} />;
}
