import { Box, Button } from '@mui/material';
import { useState, type JSX } from 'react';
import { useGetIdentity, useNotify, useRefresh, useTranslate } from 'react-admin';
import { ActionButton } from '../actions/action-button';
import { FormDialog } from '../actions/form-dialog';
import { dataProvider } from '../data/data-provider';
import { hub } from '../hub/hub';
import { ShownOnce } from '../page/shown-once';
import type { User, UserWithPassword } from './records';
import { RoleSelect } from './role-select';

/** What can be done about somebody else. */
export function UserActions({ user }: { readonly user: User }): JSX.Element | null {
  const { identity } = useGetIdentity();
  // One's own account is changed by others.
  if (identity === undefined || identity.id === user.id) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, justifyContent: 'flex-end' }}>
      <ChangeRole user={user} />
      <ResetPassword user={user} />
      <Disabling user={user} />
    </Box>
  );
}

function ChangeRole({ user }: { readonly user: User }): JSX.Element {
  const translate = useTranslate();
  const notify = useNotify();
  const refresh = useRefresh();
  const [isOpen, setOpen] = useState(false);
  const [role, setRole] = useState(user.role);
  const close = (): void => {
    setOpen(false);
  };
  const run = async (): Promise<void> => {
    await hub.call(`/users/${user.id}`, { method: 'PATCH', body: { role } });
    close();
    notify('panel.users.role_done', { type: 'success' });
    refresh();
  };
  return (
    <>
      <Button
        variant="outlined"
        onClick={() => {
          setRole(user.role);
          setOpen(true);
        }}
      >
        {translate('panel.users.change_role')}
      </Button>
      {isOpen && (
        <FormDialog
          title={translate('panel.users.change_role_title', { email: user.email })}
          text={translate('panel.users.change_role_text')}
          submit={translate('panel.users.change_role')}
          isReady={role !== user.role}
          run={run}
          onClose={close}
        >
          <RoleSelect value={role} onChange={setRole} />
        </FormDialog>
      )}
    </>
  );
}

function ResetPassword({ user }: { readonly user: User }): JSX.Element {
  const translate = useTranslate();
  const [password, setPassword] = useState<string | null>(null);
  return (
    <>
      <ActionButton
        action={{
          label: translate('panel.users.reset'),
          title: translate('panel.users.reset_title', { email: user.email }),
          text: translate('panel.users.reset_text'),
          done: 'panel.set_up.saved',
          run: async () => {
            const answer = await dataProvider.act<UserWithPassword>('users', user.id, 'reset-password');
            setPassword(answer.password);
          },
        }}
      />
      {password !== null && (
        <ShownOnce
          title={translate('panel.users.password_of', { email: user.email })}
          label={translate('panel.sign_in.password')}
          value={password}
          onClose={() => {
            setPassword(null);
          }}
        />
      )}
    </>
  );
}

function Disabling({ user: { id, email, disabledAt } }: { readonly user: User }): JSX.Element {
  const translate = useTranslate();
  const word = disabledAt === null ? 'disable' : 'enable';
  return (
    <ActionButton
      action={{
        label: translate(`panel.users.${word}`),
        title: translate(`panel.users.${word}_title`, { email }),
        text: translate(`panel.users.${word}_text`),
        done: `panel.users.${word}_done`,
        isDangerous: word === 'disable',
        run: async () => hub.call(`/users/${id}`, { method: 'PATCH', body: { disabled: word === 'disable' } }),
      }}
    />
  );
}
