import { Box, MenuItem, TextField } from '@mui/material';
import type { JSX } from 'react';
import { useListContext, useTranslate } from 'react-admin';
import { BulkProgress } from '../bulk-actions/bulk-progress';
import { useConnections } from '../hub/connection-names';
import { ChipFilter } from '../page/chip-filter';
import { ListPage } from '../page/list-page';
import { SearchFilter } from '../page/search-filter';
import { SelectFilter } from '../page/select-filter';
import { GroupRows } from './group-rows';
import { usePeople } from './people';
import type { ErrorGroup } from './records';

const SORTS = ['openItems', 'value', 'oldestOpen', 'lastSeen'] as const;

/** A failure is seen as soon as it is known: the hub counts what is open as it happens, so reading costs little. */
const READ_AGAIN_MS = 2_000;

/** What needs a person, by cause. */
export function ErrorGroupList(): JSX.Element {
  const translate = useTranslate();
  return (
    <ListPage
      title={translate('panel.errors.title')}
      sort={{ field: 'openItems', order: 'DESC' }}
      filters={<ErrorFilters />}
      readAgainMs={READ_AGAIN_MS}
    >
      <Box sx={{ px: 2, pb: 2 }}>
        <BulkProgress groupId={null} />
      </Box>
      <GroupRows />
    </ListPage>
  );
}

function ErrorFilters(): JSX.Element {
  const translate = useTranslate();
  const people = usePeople();
  return (
    <>
      <SearchFilter label={translate('panel.errors.search')} />
      <SelectFilter
        source="connectionId"
        label={translate('panel.connection')}
        any={translate('panel.any_connection')}
        choices={useConnections()}
      />
      <SelectFilter
        source="assignee"
        label={translate('panel.errors.assignee')}
        any={translate('panel.errors.anybody')}
        choices={people.map(({ id, email }) => ({ id, name: email }))}
      />
      <SortSelect />
      <ChipFilter source="muted" value label={translate('panel.errors.muted')} />
      <ChipFilter source="solved" value label={translate('panel.errors.solved')} />
    </>
  );
}

function SortSelect(): JSX.Element {
  const translate = useTranslate();
  const { sort, setSort } = useListContext<ErrorGroup>();
  const value = SORTS.find((field) => field === sort.field) ?? SORTS[0];
  return (
    <TextField
      select
      size="small"
      label={translate('panel.errors.sort')}
      value={value}
      onChange={({ target }) => {
        setSort({ field: target.value, order: target.value === 'oldestOpen' ? 'ASC' : 'DESC' });
      }}
      slotProps={{ inputLabel: { shrink: true } }}
      sx={{ minWidth: 190 }}
    >
      {SORTS.map((field) => (
        <MenuItem key={field} value={field}>
          {translate(`panel.errors.sort_${field}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}
