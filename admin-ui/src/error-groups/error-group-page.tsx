import ReplayIcon from '@mui/icons-material/Replay';
import SkipNextIcon from '@mui/icons-material/SkipNext';
import { Button, Stack, Typography } from '@mui/material';
import { useEffect, useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useMayAct } from '../access/rights';
import { BulkDialog } from '../bulk-actions/bulk-dialog';
import { BulkProgress } from '../bulk-actions/bulk-progress';
import type { BulkAction } from '../bulk-actions/records';
import { useConnectionName } from '../hub/connection-names';
import { Moment, useFormat } from '../i18n/format';
import { useWords } from '../i18n/words';
import { Facts } from '../page/facts';
import { Columns, Page, Section } from '../page/page';
import { RecordPage } from '../page/record-page';
import { StatusChip } from '../status/status-chip';
import { ChangeSection } from './change-section';
import { CommentSection } from './comment-section';
import { ItemSection } from './item-section';
import type { ErrorGroup } from './records';
import { isBusyElsewhere } from './row-keys';
import { WorkSection } from './work-section';

const READ_AGAIN_MS = 3_000;

/** One cause of failures: what it is, since when, what was changed before, and mending all of it. */
export function ErrorGroupPage(): JSX.Element {
  return <RecordPage<ErrorGroup> render={(group) => <GroupView group={group} />} readAgainMs={() => READ_AGAIN_MS} />;
}

function GroupView({ group }: { readonly group: ErrorGroup }): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const connectionName = useConnectionName();
  const { openItems } = group;
  return (
    <Page
      title={words('step', group.step)}
      back={{ to: '/error-groups', name: translate('panel.errors.back') }}
      status={
        <StatusChip
          tone={openItems > 0 ? 'bad' : 'good'}
          text={translate('panel.errors.failures', { smart_count: openItems })}
        />
      }
      lead={connectionName(group.connectionId)}
      actions={<GroupActions group={group} />}
    >
      <Stack spacing={2}>
        <BulkProgress groupId={group.id} />
        <Columns
          main={
            <>
              <CauseSection group={group} />
              <ItemSection groupId={group.id} openItems={openItems} />
            </>
          }
          side={
            <>
              <FactSection group={group} />
              <WorkSection key={`${group.tags.join()} ${group.mutedUntil ?? ''}`} group={group} />
              <ChangeSection groupId={group.id} />
              <CommentSection groupId={group.id} />
            </>
          }
        />
      </Stack>
    </Page>
  );
}

function GroupActions({ group }: { readonly group: ErrorGroup }): JSX.Element | null {
  const translate = useTranslate();
  const mayAct = useMayAct();
  const [kind, setKind] = useState<BulkAction['kind'] | null>(null);
  const waiting = group.openItems - group.retryingItems - group.inDoubtItems;
  const canAct = mayAct && waiting > 0;
  useRetryKey(canAct, () => {
    setKind('retry');
  });
  return (
    <>
      {canAct && (
        <>
          <Button
            variant="outlined"
            startIcon={<SkipNextIcon />}
            onClick={() => {
              setKind('skip');
            }}
          >
            {translate('panel.bulk.skip')}
          </Button>
          <Button
            variant="contained"
            startIcon={<ReplayIcon />}
            aria-keyshortcuts="r"
            onClick={() => {
              setKind('retry');
            }}
          >
            {translate('panel.bulk.retry', { smart_count: waiting })}
          </Button>
        </>
      )}
      {kind !== null && (
        <BulkDialog
          kind={kind}
          target={{ groupIds: [group.id] }}
          onClose={() => {
            setKind(null);
          }}
        />
      )}
    </>
  );
}

function useRetryKey(isOn: boolean, retry: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!isOn || event.key !== 'r' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isBusyElsewhere(event.target)) return;
      event.preventDefault();
      retry();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  });
}

function CauseSection({ group }: { readonly group: ErrorGroup }): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const said = group.sample ?? group.pattern;
  return (
    <Section title={translate('panel.errors.cause')}>
      <Stack spacing={2}>
        <div>
          <Typography sx={{ overflowWrap: 'anywhere' }}>
            {said === '' ? translate('panel.errors.no_message') : said}
          </Typography>
          <Typography variant="caption" sx={{ color: 'text.secondary' }}>
            {words('error_class', group.errorClass)} · {translate('panel.jobs.code')}: <code>{group.code}</code>
            {group.field !== null && (
              <>
                {' '}
                · {translate('panel.errors.field')}: <code>{group.field}</code>
              </>
            )}
          </Typography>
        </div>
        <div>
          <Typography variant="h3">{translate('panel.jobs.fix')}</Typography>
          <Typography variant="body2">{group.fix ?? translate('panel.jobs.no_fix')}</Typography>
        </div>
      </Stack>
    </Section>
  );
}

function FactSection({ group }: { readonly group: ErrorGroup }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const text = (name: string): string => translate(`panel.errors.${name}`);
  const open = [
    translate('panel.errors.failures', { smart_count: group.openItems }),
    ...(group.openOrders > 0 ? [translate('panel.errors.orders', { smart_count: group.openOrders })] : []),
  ];
  return (
    <Section title={text('facts')}>
      <Facts
        facts={[
          [text('open'), open.join(' · ')],
          [text('value'), group.amounts.map((amount) => format.money(amount)).join(' + ')],
          [text('oldest_open'), group.oldestOpen === null ? null : <Moment at={group.oldestOpen} />],
          [text('since'), <Moment key="since" at={group.since} exact />],
          [text('first_seen'), <Moment key="first" at={group.firstSeen} exact />],
          [text('last_seen'), <Moment key="last" at={group.lastSeen} />],
          [text('failures_ever'), format.number(group.failures)],
        ]}
      />
    </Section>
  );
}
