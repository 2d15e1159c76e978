import { Alert, AlertTitle, Box, Button, Stack, TextField } from '@mui/material';
import { useState, type JSX } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { useMayAct } from '../access/rights';
import { hub } from '../hub/hub';
import { HubError, type HubErrorDetail } from '../hub/hub-error';
import type { SyncJobRow } from '../hub/records';
import { useErrorText } from '../i18n/words';
import { Section } from '../page/page';
import type { Json } from './document';

interface Props {
  readonly id: string;
  readonly draft: Json;
  readonly version: number;
  readonly failed: SyncJobRow | null;
  readonly isReady: boolean;
}

interface Problem {
  readonly text: string;
  readonly details: readonly HubErrorDetail[];
}

/** Why it is changed, and saving it; with the failed step at once, where there is one. */
export function SaveSection({ id, draft, version, failed, isReady }: Props): JSX.Element | null {
  const translate = useTranslate();
  const mayAct = useMayAct();
  const { save, isBusy, problem } = useSave({ id, draft, version });
  const [reason, setReason] = useState('');
  if (!mayAct) return null;
  const isOff = !isReady || reason.trim() === '';
  return (
    <Section title={translate('panel.correction.save')}>
      <Stack spacing={2}>
        <TextField
          label={translate('panel.correction.reason')}
          helperText={translate('panel.reason_help')}
          value={reason}
          onChange={({ target }) => {
            setReason(target.value);
          }}
          required
          multiline
          minRows={2}
          slotProps={{ htmlInput: { maxLength: 500 } }}
        />
        {problem !== null && <WhatIsWrong problem={problem} />}
        <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: 'wrap' }}>
          {failed !== null && (
            <Button
              variant="contained"
              loading={isBusy}
              disabled={isOff}
              onClick={() => void save(reason.trim(), failed.id)}
            >
              {translate('panel.correction.save_and_retry')}
            </Button>
          )}
          <Button
            variant={failed === null ? 'contained' : 'outlined'}
            loading={isBusy}
            disabled={isOff}
            onClick={() => void save(reason.trim(), null)}
          >
            {translate('panel.correction.save')}
          </Button>
        </Stack>
      </Stack>
    </Section>
  );
}

function WhatIsWrong({ problem }: { readonly problem: Problem }): JSX.Element {
  const translate = useTranslate();
  return (
    <Alert severity="error">
      <AlertTitle>{translate('panel.correction.wrong')}</AlertTitle>
      {problem.details.length === 0 && problem.text}
      <Box component="ul" sx={{ m: 0, pl: 2 }}>
        {problem.details.map(({ pointer, message }) => (
          <li key={`${pointer} ${message}`}>
            <code>{pointer.slice(1)}</code> {message}
          </li>
        ))}
      </Box>
    </Alert>
  );
}

interface Save {
  readonly save: (reason: string, retryJob: string | null) => Promise<void>;
  readonly isBusy: boolean;
  readonly problem: Problem | null;
}

function useSave({ id, draft, version }: Pick<Props, 'id' | 'draft' | 'version'>): Save {
  const navigate = useNavigate();
  const notify = useNotify();
  const errorText = useErrorText();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async (reason: string, retryJob: string | null): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const retry = retryJob === null ? {} : { retryJob };
    try {
      const body = { order: draft, reason, basedOn: version, ...retry };
      await hub.call(`/orders/${encodeURIComponent(id)}/corrections`, { method: 'POST', body });
      notify(retryJob === null ? 'panel.correction.saved' : 'panel.correction.retried', { type: 'success' });
      await navigate(`/orders/${id}/show`);
    } catch (error) {
      setProblem({ text: errorText(error), details: error instanceof HubError ? error.details : [] });
      setBusy(false);
    }
  };
  return { save, isBusy, problem };
}
