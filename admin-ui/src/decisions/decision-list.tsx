import { Link as TextLink, Typography } from '@mui/material';
import type { JSX } from 'react';
import { DataTable, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { Moment } from '../i18n/format';
import { useWords } from '../i18n/words';
import { ListPage } from '../page/list-page';
import { EmptyList } from '../page/states';
import { StatusChip } from '../status/status-chip';
import type { DecisionRow } from './records';

const FROM_SMALL = { display: { xs: 'none', sm: 'table-cell' } };

/** Questions that rules answer. */
export function DecisionList(): JSX.Element {
  const translate = useTranslate();
  return (
    <ListPage title={translate('panel.decisions.title')} sort={{ field: 'id', order: 'ASC' }}>
      <DecisionTable />
    </ListPage>
  );
}

function DecisionTable(): JSX.Element {
  const translate = useTranslate();
  const label = (name: string): string => translate(`panel.decisions.${name}`);
  return (
    <DataTable<DecisionRow> bulkActionButtons={false} rowClick="show" empty={<EmptyList part="decisions" />}>
      <DataTable.Col<DecisionRow>
        source="id"
        disableSort
        label={translate('panel.set_up.name')}
        render={(row) => <Name decision={row} />}
      />
      <DataTable.Col<DecisionRow> label={label('live')} render={(row) => <Live decision={row} />} />
      <DataTable.Col<DecisionRow>
        label={label('draft')}
        render={({ draftVersion }) => (draftVersion === null ? '–' : <StatusChip tone="busy" text={label('draft')} />)}
      />
      <DataTable.Col<DecisionRow>
        sx={FROM_SMALL}
        label={label('asked_today')}
        render={({ asked, failed }) => (
          <>
            {asked}
            {failed > 0 && (
              <Typography variant="caption" component="div" sx={{ color: 'error.main' }}>
                {translate('panel.decisions.without_answer', { smart_count: failed })}
              </Typography>
            )}
          </>
        )}
      />
    </DataTable>
  );
}

function Name({ decision: { id, kind, name } }: { readonly decision: DecisionRow }): JSX.Element {
  const words = useWords();
  return (
    <TextLink
      component={Link}
      to={`/decisions/${encodeURIComponent(id)}/show`}
      sx={{ fontWeight: 600 }}
      underline="hover"
    >
      {id === kind ? words('decision_name', id) : name}
    </TextLink>
  );
}

function Live({
  decision: { liveVersion, publishedAt, publishedBy },
}: {
  readonly decision: DecisionRow;
}): JSX.Element {
  const translate = useTranslate();
  if (liveVersion === null) return <>–</>;
  return (
    <>
      {translate('panel.decisions.version', { version: liveVersion })}
      {publishedAt !== null && (
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
          {publishedBy} · <Moment at={publishedAt} />
        </Typography>
      )}
    </>
  );
}
