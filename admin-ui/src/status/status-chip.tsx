import { Box, type Theme } from '@mui/material';
import { alpha } from '@mui/material/styles';
import type { JSX } from 'react';
import type { ConnectionState, OrderStatus } from '../hub/records';
import { useWords } from '../i18n/words';
import { CONNECTION_TONE, JOB_TONE, ORDER_TONE, type Tone } from './tone';

function colourOf(theme: Theme, tone: Tone): string {
  const { palette } = theme;
  const colours: Readonly<Record<Tone, string>> = {
    neutral: palette.text.secondary,
    busy: palette.info.main,
    good: palette.success.main,
    warning: palette.warning.main,
    bad: palette.error.main,
  };
  return colours[tone];
}

/** A word with the colour of its tone. The word alone says everything; the colour only helps. */
export function StatusChip({ tone, text }: { readonly tone: Tone; readonly text: string }): JSX.Element {
  return (
    <Box
      component="span"
      sx={(theme) => ({
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.75,
        px: 1,
        py: 0.25,
        borderRadius: 5,
        fontFamily: theme.typography.fontFamily,
        fontSize: '0.8125rem',
        fontWeight: 600,
        lineHeight: 1.5,
        whiteSpace: 'nowrap',
        color: colourOf(theme, tone),
        backgroundColor: alpha(colourOf(theme, tone), theme.palette.mode === 'light' ? 0.09 : 0.16),
        '&::before': { content: '""', width: 7, height: 7, borderRadius: '50%', backgroundColor: 'currentColor' },
      })}
    >
      {text}
    </Box>
  );
}

export function OrderStatusChip({ status }: { readonly status: OrderStatus }): JSX.Element {
  return <StatusChip tone={ORDER_TONE[status]} text={useWords()('order_status', status)} />;
}

/** Also for outcomes of attempts, which have one word more. */
export function JobStateChip({ state }: { readonly state: string }): JSX.Element {
  const tone = new Map<string, Tone>(Object.entries(JOB_TONE)).get(state) ?? 'warning';
  return <StatusChip tone={tone} text={useWords()('job_state', state)} />;
}

export function ConnectionStateChip({ state }: { readonly state: ConnectionState }): JSX.Element {
  return <StatusChip tone={CONNECTION_TONE[state]} text={useWords()('connection_state', state)} />;
}
