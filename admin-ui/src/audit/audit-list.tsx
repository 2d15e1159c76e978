import { Box, Link as TextLink, Typography } from '@mui/material';
import type { JSX } from 'react';
import { DataTable, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useFormat } from '../i18n/format';
import { useWords } from '../i18n/words';
import { CodeBlock } from '../page/code-block';
import { Facts } from '../page/facts';
import { ListPage } from '../page/list-page';
import { EmptyList } from '../page/states';
import { pageOfSubject, useActor } from './actor';
import { AuditFilters } from './audit-filters';
import type { AuditEvent } from './records';
import { VerifyButton } from './verify-chain';

const FROM_SMALL = { display: { xs: 'none', sm: 'table-cell' } };
const FROM_MEDIUM = { display: { xs: 'none', md: 'table-cell' } };

/** What everybody did, newest first. A row opens in place. */
export function AuditList(): JSX.Element {
  const translate = useTranslate();
  return (
    <ListPage
      title={translate('panel.audit.title')}
      sort={{ field: 'id', order: 'DESC' }}
      perPage={50}
      filters={<AuditFilters />}
      actions={<VerifyButton />}
    >
      <AuditTable />
    </ListPage>
  );
}

function AuditTable(): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const format = useFormat();
  const actorOf = useActor();
  const label = (name: string): string => translate(`panel.audit.${name}`);
  return (
    <DataTable<AuditEvent>
      bulkActionButtons={false}
      rowClick="expand"
      expand={<Details />}
      empty={<EmptyList part="audit" />}
    >
      <DataTable.Col<AuditEvent>
        sx={{ ...FROM_SMALL, whiteSpace: 'nowrap' }}
        source="id"
        label={label('when')}
        render={({ at }) => format.time(at)}
      />
      <DataTable.Col<AuditEvent>
        label={label('what')}
        render={(event) => (
          <>
            <Box sx={{ fontWeight: 600 }}>{words('audit_action', event.action)}</Box>
            <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
              {event.reason}
            </Typography>
          </>
        )}
      />
      <DataTable.Col<AuditEvent> sx={{ overflowWrap: 'anywhere' }} label={label('who')} render={actorOf} />
      <DataTable.Col<AuditEvent>
        sx={FROM_MEDIUM}
        label={label('about')}
        render={(event) => <Subject event={event} />}
      />
    </DataTable>
  );
}

function Subject({ event }: { readonly event: AuditEvent }): JSX.Element {
  const words = useWords();
  const page = pageOfSubject(event);
  const { subjectType, subjectId } = event;
  return (
    <>
      {words('audit_subject', subjectType)}{' '}
      <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
        {page === null ? (
          <code>{subjectId}</code>
        ) : (
          <TextLink
            component={Link}
            to={page}
            onClick={(click) => {
              click.stopPropagation();
            }}
          >
            <code>{subjectId}</code>
          </TextLink>
        )}
      </Box>
    </>
  );
}

function Details({ record }: { readonly record?: AuditEvent }): JSX.Element | null {
  const translate = useTranslate();
  const format = useFormat();
  const label = (name: string): string => translate(`panel.audit.${name}`);
  if (record === undefined) return null;
  return (
    <Box sx={{ p: 1 }}>
      <Facts
        facts={[
          ['Id', record.id],
          [label('when'), format.time(record.at)],
          [label('about'), <Subject key="about" event={record} />],
          [label('reason'), record.reason],
          [label('facts'), <CodeBlock key="facts" text={JSON.stringify(record.facts)} label={label('facts')} />],
          [label('previous_hash'), <code key="previous">{record.previousHash}</code>],
          [label('hash'), <code key="hash">{record.hash}</code>],
        ]}
      />
    </Box>
  );
}
