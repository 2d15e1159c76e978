import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import { Accordion, AccordionDetails, AccordionSummary, Box, Stack, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import type { Attempt } from '../hub/records';
import { useFormat } from '../i18n/format';
import { Facts } from '../page/facts';
import { Section } from '../page/page';
import { JobStateChip } from '../status/status-chip';
import { ExchangePanel } from './exchange-panel';

/** Every execution of the job, the newest first and open. */
export function AttemptSection({ attempts }: { readonly attempts: readonly Attempt[] }): JSX.Element {
  const translate = useTranslate();
  const newestFirst = attempts.map((attempt, index) => ({ attempt, number: index + 1 })).reverse();
  return (
    <Section title={translate('panel.jobs.attempts')} note={translate('panel.jobs.scrubbed')}>
      {newestFirst.length === 0 && (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('panel.jobs.attempts_empty')}
        </Typography>
      )}
      {newestFirst.map(({ attempt, number }, index) => (
        <AttemptPanel key={attempt.id} attempt={attempt} number={number} isOpen={index === 0} />
      ))}
    </Section>
  );
}

interface Props {
  readonly attempt: Attempt;
  readonly number: number;
  readonly isOpen: boolean;
}

function AttemptPanel({ attempt, number, isOpen }: Props): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <Accordion
      defaultExpanded={isOpen}
      disableGutters
      slotProps={{ heading: { component: 'h3' }, transition: { unmountOnExit: true } }}
      sx={{
        border: 1,
        borderColor: 'divider',
        '&:not(:last-of-type)': { borderBottom: 0 },
        '&::before': { display: 'none' },
      }}
    >
      <AccordionSummary expandIcon={<ExpandMoreIcon />}>
        <Stack direction="row" useFlexGap sx={{ gap: 1.5, flexWrap: 'wrap', alignItems: 'center' }}>
          <Typography component="span" sx={{ fontWeight: 600 }}>
            {translate('panel.jobs.attempt', { number })}
          </Typography>
          <JobStateChip state={attempt.outcome} />
          <Typography component="span" variant="body2" sx={{ color: 'text.secondary' }}>
            {format.time(attempt.startedAt)} · {format.duration(attempt.durationMs)}
          </Typography>
        </Stack>
      </AccordionSummary>
      <AccordionDetails>
        <AttemptDetails attempt={attempt} />
      </AccordionDetails>
    </Accordion>
  );
}

function AttemptDetails({ attempt }: { readonly attempt: Attempt }): JSX.Element {
  const translate = useTranslate();
  const versions = Object.entries(attempt.mappingVersions).map(([operation, version]) => `${operation}: v${version}`);
  return (
    <Stack spacing={1.5}>
      <Facts
        facts={[
          [translate('panel.jobs.what_failed'), attempt.error?.summary],
          [translate('panel.jobs.worker'), attempt.worker === null ? null : <code>{attempt.worker}</code>],
          [translate('panel.jobs.mappings'), versions.join(', ')],
        ]}
      />
      {attempt.exchanges.length === 0 && (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('panel.jobs.no_exchanges')}
        </Typography>
      )}
      <Box>
        {attempt.exchanges.map((exchange, index) => (
          <ExchangePanel key={index} exchange={exchange} isOpen={index === attempt.exchanges.length - 1} />
        ))}
      </Box>
    </Stack>
  );
}
