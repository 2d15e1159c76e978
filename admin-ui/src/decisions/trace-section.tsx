import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, Typography } from '@mui/material';
import { useId, useState, type JSX } from 'react';
import { useGetList, useGetOne, useTranslate } from 'react-admin';
import { Moment } from '../i18n/format';
import { useWords } from '../i18n/words';
import { CodeBlock } from '../page/code-block';
import { Section } from '../page/page';
import type { Trace, TraceRow } from './records';
import { Steps } from './steps';

const SHOWN = 15;
const READ_AGAIN_MS = 10_000;

/** The newest answers; each opens with what was asked and why it was answered so. */
export function TraceSection({ decisionId }: { readonly decisionId: string }): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const [opened, setOpened] = useState<string | null>(null);
  const { data = [] } = useGetList<TraceRow>(
    'decision-traces',
    {
      filter: { decisionId },
      pagination: { page: 1, perPage: SHOWN },
      sort: { field: 'at', order: 'DESC' },
    },
    { refetchInterval: READ_AGAIN_MS },
  );
  return (
    <Section title={translate('panel.decisions.answers')} note={translate('panel.decisions.answers_text')}>
      {data.length === 0 && <Typography variant="body2">{translate('panel.decisions.answers_empty')}</Typography>}
      <Stack sx={{ alignItems: 'flex-start' }}>
        {data.map(({ id, at, version, subjectType, problem }) => (
          <Button
            key={id}
            size="small"
            color={problem === null ? 'primary' : 'error'}
            onClick={() => {
              setOpened(id);
            }}
          >
            {words('decision_subject', subjectType)} · {translate('panel.decisions.version', { version })} ·&nbsp;
            <Moment at={at} />
            {problem !== null && ` · ${translate('panel.decisions.no_answer')}`}
          </Button>
        ))}
      </Stack>
      {opened !== null && (
        <TraceDialog
          id={opened}
          onClose={() => {
            setOpened(null);
          }}
        />
      )}
    </Section>
  );
}

function TraceDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }): JSX.Element {
  const translate = useTranslate();
  const titleId = useId();
  // A row of the list knows less; with a key of its own it is not taken for the whole.
  const { data } = useGetOne<Trace>('decision-traces', { id, meta: { whole: true } });
  const label = (part: string): string => translate(`panel.decisions.${part}`);
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="md">
      <DialogTitle id={titleId}>{label('why')}</DialogTitle>
      <DialogContent>
        {data !== undefined && (
          <Stack spacing={2}>
            {data.problem !== null && <Alert severity="error">{data.problem}</Alert>}
            <Steps steps={data.steps} />
            <Typography variant="h2">{label('asked')}</Typography>
            <CodeBlock text={JSON.stringify(data.input)} label={label('asked')} />
            {data.problem === null && (
              <>
                <Typography variant="h2">{label('answer')}</Typography>
                <CodeBlock text={JSON.stringify(data.output)} label={label('answer')} />
              </>
            )}
          </Stack>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('ra.action.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
