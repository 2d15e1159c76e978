import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import { Accordion, AccordionDetails, AccordionSummary, Box, Stack, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import type { Exchange } from '../hub/records';
import { useFormat } from '../i18n/format';
import { CodeBlock } from '../page/code-block';
import { StatusChip } from '../status/status-chip';
import type { Tone } from '../status/tone';
import { MONOSPACE } from '../theme/theme';

function toneOf(status: number | null): Tone {
  if (status === null || status >= 500) return 'bad';
  return status >= 400 ? 'warning' : 'good';
}

/** One call of another system: what was sent and what came back. */
export function ExchangePanel({
  exchange,
  isOpen,
}: {
  readonly exchange: Exchange;
  readonly isOpen: boolean;
}): JSX.Element {
  const format = useFormat();
  return (
    <Accordion
      defaultExpanded={isOpen}
      disableGutters
      slotProps={{ heading: { component: 'h4' }, transition: { unmountOnExit: true } }}
      sx={{ bgcolor: 'transparent', '&::before': { bgcolor: 'divider', opacity: 1 } }}
    >
      <AccordionSummary expandIcon={<ExpandMoreIcon />} sx={{ px: 0 }}>
        <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center', minWidth: 0 }}>
          <StatusChip tone={toneOf(exchange.status)} text={exchange.status?.toString() ?? exchange.failure ?? '?'} />
          <Typography
            component="code"
            variant="body2"
            sx={{ overflowWrap: 'anywhere', fontFamily: MONOSPACE, fontSize: '0.8125rem' }}
          >
            {exchange.method} {exchange.url}
          </Typography>
          <Typography component="span" variant="caption" sx={{ color: 'text.secondary' }}>
            {exchange.operation} · {format.duration(exchange.durationMs)}
          </Typography>
        </Stack>
      </AccordionSummary>
      <AccordionDetails sx={{ px: 0 }}>
        <Sides exchange={exchange} />
      </AccordionDetails>
    </Accordion>
  );
}

function Sides({ exchange }: { readonly exchange: Exchange }): JSX.Element {
  const translate = useTranslate();
  const { requestHeaders, requestBody, responseHeaders, responseBody, status, failure } = exchange;
  return (
    <Box
      sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' } }}
    >
      <Side title={translate('panel.jobs.request')} headers={requestHeaders} body={requestBody} />
      {status === null ? (
        <Typography variant="body2">{translate('panel.jobs.no_answer', { failure: failure ?? '?' })}</Typography>
      ) : (
        <Side title={translate('panel.jobs.response')} headers={responseHeaders} body={responseBody} />
      )}
    </Box>
  );
}

interface SideProps {
  readonly title: string;
  readonly headers: Exchange['requestHeaders'];
  readonly body: string | null;
}

function Side({ title, headers, body }: SideProps): JSX.Element {
  const translate = useTranslate();
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <Stack spacing={1} sx={{ minWidth: 0 }}>
      <Typography variant="h3" component="h5">
        {title}
      </Typography>
      {body === null || body === '' ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('panel.jobs.no_body')}
        </Typography>
      ) : (
        <CodeBlock text={body} label={title} />
      )}
      {lines.length > 0 && (
        <details>
          <Typography component="summary" variant="caption" sx={{ cursor: 'pointer', mb: 0.5 }}>
            {translate('panel.jobs.headers')} ({lines.length})
          </Typography>
          <CodeBlock text={lines.join('\n')} label={`${title}: ${translate('panel.jobs.headers')}`} />
        </details>
      )}
    </Stack>
  );
}
