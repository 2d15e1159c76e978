import { Box, Typography } from '@mui/material';
import type { JSX } from 'react';
import { DataTable, useTranslate } from 'react-admin';
import { ActionButton } from '../actions/action-button';
import { dataProvider } from '../data/data-provider';
import { Moment, useFormat } from '../i18n/format';
import { useWords } from '../i18n/words';
import { ChipFilter } from '../page/chip-filter';
import { ListPage } from '../page/list-page';
import { EmptyList } from '../page/states';
import { StatusChip } from '../status/status-chip';
import { NewApiKeyButton } from './new-api-key';
import type { ApiKey } from './records';

const FROM_SMALL = { display: { xs: 'none', sm: 'table-cell' } };
const FROM_MEDIUM = { display: { xs: 'none', md: 'table-cell' } };

/** Keys that shops call the hub with. */
export function ApiKeyList(): JSX.Element {
  const translate = useTranslate();
  return (
    <ListPage
      title={translate('panel.api_keys.title')}
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={<ChipFilter source="revoked" value label={translate('panel.api_keys.revoked_only')} />}
      actions={<NewApiKeyButton />}
    >
      <KeyTable />
    </ListPage>
  );
}

function KeyTable(): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const label = (name: string): string => translate(`panel.api_keys.${name}`);
  return (
    <DataTable<ApiKey> bulkActionButtons={false} rowClick={false} empty={<EmptyList part="api_keys" />}>
      <DataTable.Col<ApiKey> source="name" label={label('name')} render={(key) => <Name apiKey={key} />} />
      <DataTable.Col<ApiKey>
        label={label('state')}
        render={({ revokedAt }) => (
          <StatusChip
            tone={revokedAt === null ? 'good' : 'neutral'}
            text={label(revokedAt === null ? 'valid' : 'revoked')}
          />
        )}
      />
      <DataTable.Col<ApiKey>
        sx={FROM_MEDIUM}
        label={label('rights')}
        render={({ rights }) => rights.map((right) => words('api_right', right)).join(', ')}
      />
      <DataTable.Col<ApiKey>
        sx={{ ...FROM_SMALL, whiteSpace: 'nowrap' }}
        label={label('last_used')}
        render={({ lastUsedAt }) => (lastUsedAt === null ? label('never') : <Moment at={lastUsedAt} />)}
      />
      <DataTable.Col<ApiKey> label="" render={(key) => <Revoke apiKey={key} />} />
    </DataTable>
  );
}

function Name({ apiKey: { name, channelName, prefix } }: { readonly apiKey: ApiKey }): JSX.Element {
  return (
    <>
      <Box sx={{ fontWeight: 600 }}>{name}</Box>
      <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
        {channelName} · <code>{prefix}…</code>
      </Typography>
    </>
  );
}

function Revoke({ apiKey: { id, name, revokedAt, lastUsedAt } }: { readonly apiKey: ApiKey }): JSX.Element | null {
  const translate = useTranslate();
  const format = useFormat();
  if (revokedAt !== null) return null;
  const used = lastUsedAt === null ? '' : translate('panel.api_keys.revoke_used', { ago: format.ago(lastUsedAt) });
  return (
    <ActionButton
      action={{
        label: translate('panel.api_keys.revoke'),
        title: translate('panel.api_keys.revoke_title', { name }),
        text: `${translate('panel.api_keys.revoke_text')} ${used}`.trim(),
        done: 'panel.api_keys.revoke_done',
        isDangerous: true,
        run: async () => dataProvider.act('api-keys', id, 'revoke'),
      }}
    />
  );
}
