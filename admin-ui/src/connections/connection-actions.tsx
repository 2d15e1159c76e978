import CheckIcon from '@mui/icons-material/NetworkCheck';
import PauseIcon from '@mui/icons-material/Pause';
import PlayIcon from '@mui/icons-material/PlayArrow';
import { Button } from '@mui/material';
import { useState, type JSX } from 'react';
import { useNotify, useRefresh, useTranslate } from 'react-admin';
import { useMayAct } from '../access/rights';
import { ActionButton } from '../actions/action-button';
import { dataProvider } from '../data/data-provider';
import type { CheckResult, Connection } from '../hub/records';
import { useFormat } from '../i18n/format';
import { useErrorText } from '../i18n/words';

/** Longer than usual: the answer of a failed test is worth reading. */
const SHOW_CHECK_MS = 12_000;

export function ConnectionActions({ connection }: { readonly connection: Connection }): JSX.Element | null {
  const mayAct = useMayAct();
  if (!mayAct) return null;
  return (
    <>
      <CheckButton connection={connection} />
      {connection.state !== 'ok' && <ResumeButton connection={connection} />}
      {connection.state !== 'paused' && <PauseButton connection={connection} />}
    </>
  );
}

/** Asks the other system whether it lets us in. Nothing is changed there, so nothing has to be confirmed. */
function CheckButton({ connection }: { readonly connection: Connection }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const { isBusy, run } = useBusy(async (notify) => {
    const { ok, detail, ms } = await dataProvider.act<CheckResult>('connections', connection.id, 'check');
    const said = ok
      ? translate('panel.connections.check_ok', { duration: format.duration(ms) })
      : translate('panel.connections.check_failed');
    const text = detail === null || detail === '' ? said : `${said}. ${detail}`;
    notify(text, { type: ok ? 'success' : 'error', autoHideDuration: SHOW_CHECK_MS, multiLine: true });
  });
  return (
    <Button variant="outlined" startIcon={<CheckIcon />} loading={isBusy} onClick={run}>
      {translate('panel.connections.check')}
    </Button>
  );
}

/** Starting again harms nothing, so it is not asked twice. */
function ResumeButton({ connection }: { readonly connection: Connection }): JSX.Element {
  const translate = useTranslate();
  const { isBusy, run } = useBusy(async (notify) => {
    await dataProvider.act('connections', connection.id, 'resume');
    notify(translate('panel.connections.resume_done'), { type: 'success' });
  });
  return (
    <Button variant="contained" startIcon={<PlayIcon />} loading={isBusy} onClick={run}>
      {translate('panel.connections.resume')}
    </Button>
  );
}

function PauseButton({ connection }: { readonly connection: Connection }): JSX.Element {
  const translate = useTranslate();
  const reason = {
    name: 'reason',
    label: translate('panel.reason'),
    help: translate('panel.reason_help'),
    isRequired: true,
    maxLength: 500,
    isLong: true,
  };
  return (
    <ActionButton
      icon={<PauseIcon />}
      action={{
        label: translate('panel.connections.pause'),
        title: translate('panel.connections.pause_title', { name: connection.name }),
        text: translate('panel.connections.pause_text'),
        done: 'panel.connections.pause_done',
        fields: [reason],
        run: async (answers) => dataProvider.act('connections', connection.id, 'pause', { reason: answers.reason }),
      }}
    />
  );
}

type Notify = ReturnType<typeof useNotify>;

function useBusy(work: (notify: Notify) => Promise<void>): { readonly isBusy: boolean; readonly run: () => void } {
  const notify = useNotify();
  const refresh = useRefresh();
  const errorText = useErrorText();
  const [isBusy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    try {
      await work(notify);
    } catch (error) {
      notify(errorText(error), { type: 'error' });
    } finally {
      setBusy(false);
      refresh();
    }
  };
  return { isBusy, run: () => void run() };
}
