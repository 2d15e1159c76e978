import {
  Box,
  Button,
  Link as TextLink,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  ToggleButton,
  ToggleButtonGroup,
  Typography,
} from '@mui/material';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { hub } from '../hub/hub';
import { Moment, useFormat } from '../i18n/format';
import { Section } from '../page/page';
import { Failed } from '../page/states';
import { JobStateChip, StatusChip } from '../status/status-chip';
import type { ErrorItem, ErrorItemPage } from './records';

const PAGE = 25;
const READ_AGAIN_MS = 5_000;
const FROM_SMALL = { display: { xs: 'none', sm: 'table-cell' } };
// The messages of a group differ in little: the whole one is on the page of the job.
const THREE_LINES = {
  display: '-webkit-box',
  WebkitLineClamp: 3,
  WebkitBoxOrient: 'vertical',
  overflow: 'hidden',
  overflowWrap: 'anywhere',
  textDecorationColor: 'transparent',
};

interface Props {
  readonly groupId: string;
  readonly openItems: number;
}

/** The single failures: open ones from the oldest on, or those that are settled. */
export function ItemSection({ groupId, openItems }: Props): JSX.Element {
  const translate = useTranslate();
  const [which, setWhich] = useState<'open' | 'closed'>('open');
  const isOpen = which === 'open';
  const query = useInfiniteQuery({
    queryKey: ['error-items', groupId, which],
    queryFn: async ({ pageParam }) =>
      hub.get<ErrorItemPage>(
        `/error-groups/${groupId}/items?limit=${PAGE}&open=${isOpen}${pageParam === null ? '' : `&cursor=${pageParam}`}`,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: READ_AGAIN_MS,
  });
  return (
    <Section title={`${translate('panel.errors.items')}${isOpen && openItems > 0 ? ` (${openItems})` : ''}`} isFlush>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={which}
        aria-label={translate('panel.errors.items')}
        onChange={(_event, value: 'open' | 'closed' | null) => {
          if (value !== null) setWhich(value);
        }}
        sx={{ px: 2.5, pb: 1 }}
      >
        <ToggleButton value="open">{translate('panel.errors.items_open')}</ToggleButton>
        <ToggleButton value="closed">{translate('panel.errors.items_closed')}</ToggleButton>
      </ToggleButtonGroup>
      {query.data === undefined ? (
        query.error !== null && <Failed error={query.error} />
      ) : (
        <ItemTable items={query.data.pages.flatMap((page) => page.items)} isOpen={isOpen} />
      )}
      {query.hasNextPage && (
        <Stack sx={{ alignItems: 'center', pt: 1 }}>
          <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
            {translate('panel.errors.more')}
          </Button>
        </Stack>
      )}
    </Section>
  );
}

interface TableProps {
  readonly items: readonly ErrorItem[];
  readonly isOpen: boolean;
}

function ItemTable({ items, isOpen }: TableProps): JSX.Element {
  const translate = useTranslate();
  if (items.length === 0) {
    return (
      <Typography variant="body2" sx={{ px: 2.5, py: 1, color: 'text.secondary' }}>
        {translate(isOpen ? 'panel.errors.items_empty' : 'panel.errors.items_closed_empty')}
      </Typography>
    );
  }
  const text = (name: string): string => translate(`panel.errors.${name}`);
  return (
    <Table size="small" sx={{ tableLayout: 'fixed', '& td': { verticalAlign: 'top' } }}>
      <TableHead>
        <TableRow>
          <TableCell sx={{ width: 132 }}>{translate('panel.order')}</TableCell>
          <TableCell>{text('message')}</TableCell>
          <TableCell sx={{ ...FROM_SMALL, width: 190 }}>{text('state')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map((item) => (
          <ItemRow key={item.id} item={item} />
        ))}
      </TableBody>
    </Table>
  );
}

function ItemRow({ item }: { readonly item: ErrorItem }): JSX.Element {
  const translate = useTranslate();
  const { job } = item;
  const said = job.error?.summary ?? job.note ?? translate('panel.jobs.one', { id: job.id });
  return (
    <TableRow>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>
        <ItemOrder item={item} />
      </TableCell>
      <TableCell>
        <TextLink component={Link} to={`/sync-jobs/${job.id}/show`} color="inherit" title={said} sx={THREE_LINES}>
          {said}
        </TextLink>
        <Box sx={{ display: { sm: 'none' }, mt: 0.5 }}>
          <ItemState item={item} />
        </Box>
      </TableCell>
      <TableCell sx={FROM_SMALL}>
        <ItemState item={item} />
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary', mt: 0.25 }}>
          <Moment at={item.closedAt ?? item.openedAt} />
        </Typography>
      </TableCell>
    </TableRow>
  );
}

function ItemOrder({ item }: { readonly item: ErrorItem }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const { job, amount, currency } = item;
  return (
    <>
      {job.orderId === null ? (
        translate('panel.errors.no_order')
      ) : (
        <TextLink component={Link} to={`/orders/${job.orderId}/show`} sx={{ fontWeight: 600 }} underline="hover">
          {job.orderReference ?? job.orderId}
        </TextLink>
      )}
      {amount !== null && currency !== null && (
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
          {format.money({ amount, currency })}
        </Typography>
      )}
    </>
  );
}

function ItemState({ item }: { readonly item: ErrorItem }): JSX.Element {
  const translate = useTranslate();
  if (item.closedBy !== null) {
    return <StatusChip tone="good" text={translate(`panel.errors.closed_by.${item.closedBy}`, { _: item.closedBy })} />;
  }
  if (item.isRetrying) return <StatusChip tone="busy" text={translate('panel.errors.being_retried')} />;
  return <JobStateChip state={item.job.state} />;
}
