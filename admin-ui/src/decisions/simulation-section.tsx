import { Alert, Button, Stack, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useRequest } from '../actions/use-request';
import { dataProvider } from '../data/data-provider';
import { Moment } from '../i18n/format';
import { useErrorText, useWords } from '../i18n/words';
import { Facts } from '../page/facts';
import { Section } from '../page/page';
import { MONOSPACE } from '../theme/theme';
import type { Decision, Simulation } from './records';

const LAST = 500;
const LONGEST = 400;

/** What the draft would have answered to the newest real questions. */
export function SimulationSection({ decision }: { readonly decision: Decision }): JSX.Element {
  const translate = useTranslate();
  const errorText = useErrorText();
  const request = useRequest();
  const [simulation, setSimulation] = useState<Simulation | null>(null);
  const label = (part: string): string => translate(`panel.decisions.${part}`);
  const run = async (): Promise<void> => {
    setSimulation(null);
    setSimulation(await dataProvider.act<Simulation>('decisions', decision.id, 'simulate', { last: LAST }));
  };
  return (
    <Section title={label('simulation')} note={translate('panel.decisions.simulation_text', { number: LAST })}>
      <Stack spacing={1.5}>
        <Button
          variant="outlined"
          loading={request.isBusy}
          onClick={() => {
            request.run(run);
          }}
          sx={{ alignSelf: 'flex-start' }}
        >
          {label('simulate')}
        </Button>
        {request.error !== null && <Alert severity="error">{errorText(request.error)}</Alert>}
        {simulation !== null && <Result simulation={simulation} />}
      </Stack>
    </Section>
  );
}

function Result({ simulation }: { readonly simulation: Simulation }): JSX.Element {
  const translate = useTranslate();
  const label = (part: string): string => translate(`panel.decisions.${part}`);
  const { compared, changed, newlyFailing, mended, examples } = simulation;
  return (
    <>
      {newlyFailing > 0 && (
        <Alert severity="error">{translate('panel.decisions.newly_failing', { smart_count: newlyFailing })}</Alert>
      )}
      <Facts
        facts={[
          [label('compared'), compared],
          [label('changed'), changed],
          [label('mended'), mended],
        ]}
      />
      {examples.length > 0 && <Examples examples={examples} />}
    </>
  );
}

function Examples({ examples }: Pick<Simulation, 'examples'>): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  return (
    <Table size="small">
      <TableHead>
        <TableRow>
          {['question', 'before', 'after'].map((name) => (
            <TableCell key={name}>{translate(`panel.decisions.${name}`)}</TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {examples.map(({ traceId, at, subjectType, before, after, problem }) => (
          <TableRow key={traceId} sx={{ verticalAlign: 'top' }}>
            <TableCell>
              {words('decision_subject', subjectType)}
              <Typography variant="caption" component="div">
                <Moment at={at} />
              </Typography>
            </TableCell>
            <Shown text={JSON.stringify(before)} />
            <Shown text={problem ?? JSON.stringify(after)} />
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Shown({ text }: { readonly text: string }): JSX.Element {
  return (
    <TableCell sx={{ fontFamily: MONOSPACE, fontSize: '0.75rem', overflowWrap: 'anywhere' }}>
      {text.slice(0, LONGEST)}
      {text.length > LONGEST && '…'}
    </TableCell>
  );
}
