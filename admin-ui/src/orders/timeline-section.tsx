import { Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { dataProvider } from '../data/data-provider';
import type { Order, TimelineEntry } from '../hub/records';
import { useFormat } from '../i18n/format';
import { Section } from '../page/page';
import { readAgainMs } from './reading';

/** What happened, when and where, in words. */
export function TimelineSection({ order }: { readonly order: Order }): JSX.Element {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const { data = [], isPending } = useQuery({
    queryKey: ['orders', 'timeline', order.id, locale],
    queryFn: async () => dataProvider.timeline(order.id, locale),
    refetchInterval: readAgainMs(order),
  });
  return (
    <Section title={translate('panel.orders.timeline')}>
      {data.length === 0 && (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {isPending ? '…' : translate('panel.orders.timeline_empty')}
        </Typography>
      )}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {data.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </Box>
    </Section>
  );
}

function toneOf(code: string): string {
  if (/refused|failed|exception|raised|not-undone/.test(code)) return 'warning.main';
  if (code.includes('cancel')) return 'text.secondary';
  return 'primary.main';
}

const LINE = {
  position: 'relative',
  pl: 3,
  pb: 1.75,
  '&:last-of-type': { pb: 0 },
  '&::before': { content: '""', position: 'absolute', left: 0, top: 6, width: 11, height: 11, borderRadius: '50%' },
  '&:not(:last-of-type)::after': {
    content: '""',
    position: 'absolute',
    left: 5,
    top: 19,
    bottom: -4,
    width: '1px',
    bgcolor: 'divider',
  },
} as const;

function Entry({ entry }: { readonly entry: TimelineEntry }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <Box component="li" sx={{ ...LINE, '&::before': { ...LINE['&::before'], bgcolor: toneOf(entry.code) } }}>
      <Typography variant="body2">{entry.text}</Typography>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        <time dateTime={entry.at}>{format.time(entry.at)}</time> · {entry.system ?? translate('panel.orders.in_hub')}
      </Typography>
    </Box>
  );
}
