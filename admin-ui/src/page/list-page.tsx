import { Box, Card } from '@mui/material';
import type { JSX, ReactNode } from 'react';
import { ListBase, Pagination, useListContext, type SortPayload } from 'react-admin';
import { Page } from './page';
import { Failed } from './states';

/** Lists show what happens now: they are read again this often while somebody looks. */
const READ_AGAIN_MS = 10_000;

interface Props {
  readonly title: string;
  readonly sort: SortPayload;
  readonly perPage?: number;
  readonly filters?: ReactNode;
  readonly actions?: ReactNode;
  /** Pause between two readings. */
  readonly readAgainMs?: number;
  /** The table, with its own notice for an empty list. */
  readonly children: ReactNode;
}

/** A list with its filters, which are kept in the address. */
export function ListPage({
  title,
  sort,
  perPage = 25,
  filters,
  actions,
  readAgainMs = READ_AGAIN_MS,
  children,
}: Props): JSX.Element {
  return (
    <ListBase
      sort={sort}
      perPage={perPage}
      queryOptions={{ refetchInterval: readAgainMs, onError: () => undefined }}
      disableSyncWithLocation={false}
    >
      <Page title={title} actions={actions}>
        <Card>
          {filters !== undefined && (
            <Box sx={{ p: 2, display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>{filters}</Box>
          )}
          <Rows>{children}</Rows>
        </Card>
      </Page>
    </ListBase>
  );
}

function Rows({ children }: { readonly children: ReactNode }): JSX.Element {
  const { error, data } = useListContext();
  if (error && data === undefined) return <Failed error={error} />;
  return (
    <>
      <Box sx={{ overflowX: 'auto' }}>{children}</Box>
      <Pagination rowsPerPageOptions={[25, 50, 100]} />
    </>
  );
}
