import PlayIcon from '@mui/icons-material/PlayArrow';
import { Alert, Box, Button, List, ListItem, ListItemText, Stack, Typography } from '@mui/material';
import { useState, type JSX } from 'react';
import { useRefresh, useTranslate } from 'react-admin';
import { ActionButton } from '../actions/action-button';
import { useRequest } from '../actions/use-request';
import { dataProvider } from '../data/data-provider';
import { useErrorText } from '../i18n/words';
import { Section } from '../page/page';
import { StatusChip } from '../status/status-chip';
import { CaseDialog } from './case-dialog';
import type { CaseResult, Decision, TestCase } from './records';

interface Props {
  readonly decision: Decision;
  readonly mayEdit: boolean;
}

/** What every version must answer rightly before it is published. */
export function CaseSection({ decision, mayEdit }: Props): JSX.Element {
  const translate = useTranslate();
  const refresh = useRefresh();
  const [results, setResults] = useState<readonly CaseResult[]>([]);
  const [opened, setOpened] = useState<TestCase | 'new' | null>(null);
  const label = (name: string): string => translate(`panel.decisions.${name}`);
  const open = (which: TestCase | 'new' | null) => (): void => {
    setOpened(which);
  };
  return (
    <Section title={label('cases')} note={label('cases_text')}>
      <Stack spacing={1.5}>
        <List dense disablePadding>
          {decision.testCases.map((testCase) => (
            <CaseRow
              key={testCase.id}
              decisionId={decision.id}
              testCase={testCase}
              result={results.find(({ id }) => id === testCase.id) ?? null}
              mayEdit={mayEdit}
              onOpen={open(testCase)}
            />
          ))}
        </List>
        {decision.testCases.length === 0 && <Typography variant="body2">{label('cases_empty')}</Typography>}
        <CaseButtons decision={decision} onAdd={mayEdit ? open('new') : null} onResults={setResults} />
      </Stack>
      {opened !== null && (
        <CaseDialog
          decision={decision}
          testCase={opened === 'new' ? null : opened}
          mayEdit={mayEdit}
          onClose={open(null)}
          onSaved={() => {
            setOpened(null);
            setResults([]);
            refresh();
          }}
        />
      )}
    </Section>
  );
}

interface ButtonsProps {
  readonly decision: Decision;
  /** Null for who may not. */
  readonly onAdd: (() => void) | null;
  readonly onResults: (results: readonly CaseResult[]) => void;
}

function CaseButtons({ decision, onAdd, onResults }: ButtonsProps): JSX.Element {
  const translate = useTranslate();
  const errorText = useErrorText();
  const request = useRequest();
  const run = async (): Promise<void> => {
    onResults(await dataProvider.act<CaseResult[]>('decisions', decision.id, 'test'));
  };
  return (
    <>
      {request.error !== null && <Alert severity="error">{errorText(request.error)}</Alert>}
      <Stack direction="row" spacing={1}>
        <Button
          variant="outlined"
          startIcon={<PlayIcon />}
          loading={request.isBusy}
          disabled={decision.testCases.length === 0}
          onClick={() => {
            request.run(run);
          }}
        >
          {translate('panel.decisions.run_cases')}
        </Button>
        {onAdd !== null && <Button onClick={onAdd}>{translate('panel.decisions.add_case')}</Button>}
      </Stack>
    </>
  );
}

interface RowProps {
  readonly decisionId: string;
  readonly testCase: TestCase;
  readonly result: CaseResult | null;
  readonly mayEdit: boolean;
  readonly onOpen: () => void;
}

function CaseRow({ decisionId, testCase: { name }, result, mayEdit, onOpen }: RowProps): JSX.Element {
  const translate = useTranslate();
  const label = (part: string): string => translate(`panel.decisions.${part}`);
  return (
    <ListItem disableGutters sx={{ flexWrap: 'wrap', gap: 1 }}>
      <ListItemText primary={name} secondary={result?.problem ?? undefined} sx={{ minWidth: 160 }} />
      {result !== null && (
        <StatusChip tone={result.passed ? 'good' : 'bad'} text={label(result.passed ? 'passed' : 'not_passed')} />
      )}
      <Box>
        <Button size="small" onClick={onOpen} aria-label={`${label('open_case')}: ${name}`}>
          {label('open_case')}
        </Button>
        {mayEdit && (
          <ActionButton
            variant="text"
            action={{
              label: translate('panel.set_up.remove'),
              title: translate('panel.decisions.remove_case_title', { name }),
              text: label('remove_case_text'),
              done: 'panel.decisions.case_removed',
              isDangerous: true,
              run: async () => dataProvider.act('decisions', decisionId, 'cases/remove', { name }),
            }}
          />
        )}
      </Box>
    </ListItem>
  );
}
