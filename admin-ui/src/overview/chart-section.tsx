import { Box, Stack, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { dataProvider } from '../data/data-provider';
import { CHART_SPANS, type Chart, type ChartSpan } from '../hub/records';
import { useFormat } from '../i18n/format';
import { Section } from '../page/page';
import { LineChart, type Series } from './line-chart';

const READ_AGAIN_MS = 30_000;

/** Throughput and delays of the last day or week. */
export function ChartSection(): JSX.Element {
  const translate = useTranslate();
  const [span, setSpan] = useState<ChartSpan>('24h');
  const { data } = useQuery<Chart>({
    queryKey: ['overview', 'chart', span],
    queryFn: async () => dataProvider.chart(span),
    refetchInterval: READ_AGAIN_MS,
    placeholderData: (before) => before,
  });
  return (
    <Section title={translate('panel.chart.title')} note={translate(`panel.chart.note_${span}`)}>
      <ToggleButtonGroup
        size="small"
        exclusive
        value={span}
        aria-label={translate('panel.chart.span')}
        onChange={(_event, next: ChartSpan | null) => {
          if (next !== null) setSpan(next);
        }}
        sx={{ mb: 2 }}
      >
        {CHART_SPANS.map((one) => (
          <ToggleButton key={one} value={one}>
            {translate(`panel.chart.span_${one}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {data !== undefined && <Charts chart={data} />}
    </Section>
  );
}

function Charts({ chart: { points, stepMinutes } }: { readonly chart: Chart }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const perHour = 60 / stepMinutes;
  const times = points.map(({ at }) => at);
  const flow: Series[] = (['received', 'shipped'] as const).map((name) => ({
    name: translate(`panel.chart.${name}`),
    colour: name === 'received' ? 'info.main' : 'success.main',
    values: points.map((point) => point[name] * perHour),
  }));
  const delay: Series[] = (['medianS', 'p95S'] as const).map((name) => ({
    name: translate(`panel.chart.${name}`),
    colour: name === 'medianS' ? 'primary.main' : 'warning.main',
    values: points.map((point) => point[name]),
  }));
  return (
    <Box
      sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' } }}
    >
      <Stack spacing={1}>
        <Typography variant="h3">{translate('panel.chart.throughput')}</Typography>
        <LineChart times={times} series={flow} write={(value) => format.number(Math.round(value))} />
      </Stack>
      <Stack spacing={1}>
        <Typography variant="h3">{translate('panel.chart.delay')}</Typography>
        <LineChart times={times} series={delay} write={(value) => format.duration(value * 1_000)} />
      </Stack>
    </Box>
  );
}
