import { Box, Typography } from '@mui/material';
import type { JSX } from 'react';
import { DataTable, useGetIdentity, useTranslate } from 'react-admin';
import { Moment } from '../i18n/format';
import { useWords } from '../i18n/words';
import { ChipFilter } from '../page/chip-filter';
import { ListPage } from '../page/list-page';
import { SearchFilter } from '../page/search-filter';
import { SelectFilter } from '../page/select-filter';
import { EmptyList } from '../page/states';
import { StatusChip } from '../status/status-chip';
import { NewUserButton } from './new-user';
import { ROLES, type User } from './records';
import { UserActions } from './user-actions';

const FROM_SMALL = { display: { xs: 'none', sm: 'table-cell' } };
const FROM_MEDIUM = { display: { xs: 'none', md: 'table-cell' } };

/** Who may sign in, and what each may do. */
export function UserList(): JSX.Element {
  const translate = useTranslate();
  return (
    <ListPage
      title={translate('panel.users.title')}
      sort={{ field: 'email', order: 'ASC' }}
      filters={<Filters />}
      actions={<NewUserButton />}
    >
      <UserTable />
    </ListPage>
  );
}

function Filters(): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  return (
    <>
      <SearchFilter label={translate('panel.users.search')} />
      <SelectFilter
        source="role"
        label={translate('panel.users.role')}
        any={translate('panel.all')}
        choices={ROLES.map((role) => ({ id: role, name: words('role', role) }))}
      />
      <ChipFilter source="disabled" value label={translate('panel.users.disabled')} />
    </>
  );
}

function UserTable(): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const label = (name: string): string => translate(`panel.users.${name}`);
  return (
    <DataTable<User> bulkActionButtons={false} rowClick={false} empty={<EmptyList part="users" />}>
      <DataTable.Col<User> source="email" label={label('email')} render={(user) => <Who user={user} />} />
      <DataTable.Col<User>
        sx={FROM_SMALL}
        source="role"
        label={label('role')}
        render={({ role }) => words('role', role)}
      />
      <DataTable.Col<User>
        label={label('state')}
        render={({ disabledAt }) => (
          <StatusChip
            tone={disabledAt === null ? 'good' : 'neutral'}
            text={label(disabledAt === null ? 'active' : 'disabled')}
          />
        )}
      />
      <DataTable.Col<User>
        sx={FROM_MEDIUM}
        label={label('last_seen')}
        render={({ lastSeenAt }) => (lastSeenAt === null ? '–' : <Moment at={lastSeenAt} />)}
      />
      <DataTable.Col<User> label="" render={(user) => <UserActions user={user} />} />
    </DataTable>
  );
}

function Who({ user }: { readonly user: User }): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const { identity } = useGetIdentity();
  return (
    <>
      <Box component="span" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
        {user.email}
      </Box>
      {identity?.id === user.id && ` (${translate('panel.users.you')})`}
      <Typography
        variant="caption"
        component="div"
        sx={{ color: 'text.secondary', display: { xs: 'block', sm: 'none' } }}
      >
        {words('role', user.role)}
      </Typography>
    </>
  );
}
