import { Box, Stack, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/format';
import { niceTop, pathsOf } from './line-path';

export interface Series {
  readonly name: string;
  /** A colour of the theme, for example `info.main`. */
  readonly colour: string;
  /** One for each time; null where there was nothing to measure. */
  readonly values: readonly (number | null)[];
}

interface LineChartProps {
  readonly times: readonly string[];
  readonly series: readonly Series[];
  readonly write: (value: number) => string;
}

const WIDTH = 600;
const HEIGHT = 160;

/** Lines over time, drawn by ourselves: a library of charts would be half of the first page. With a table of the same. */
export function LineChart({ times, series, write }: LineChartProps): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const values = series.flatMap((one) => one.values).filter((value) => value !== null);
  const top = niceTop(Math.max(0, ...values));
  const [first, last] = [times[0], times.at(-1)];
  const summary = series.map(({ name, values: own }) => `${name}: ${lastOf(own, write) ?? translate('panel.none')}`);
  if (values.length === 0) {
    return <Typography sx={{ color: 'text.secondary' }}>{translate('panel.chart.empty')}</Typography>;
  }
  return (
    <Box>
      <Legend series={series} write={write} />
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {write(top)}
      </Typography>
      <Box
        component="svg"
        role="img"
        aria-label={summary.join('; ')}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        sx={{ display: 'block', width: '100%', height: HEIGHT, borderTop: 1, borderBottom: 1, borderColor: 'divider' }}
      >
        {series.map(({ name, colour, values: own }) =>
          pathsOf(own, { width: WIDTH, height: HEIGHT, top }).map((path) => (
            <Box
              key={`${name} ${path}`}
              component="path"
              d={path}
              sx={{ fill: 'none', stroke: (theme) => colourOf(theme.palette, colour), strokeWidth: 2 }}
              vectorEffect="non-scaling-stroke"
            />
          )),
        )}
      </Box>
      <Stack direction="row" sx={{ justifyContent: 'space-between', color: 'text.secondary' }}>
        <Typography variant="caption">{first === undefined ? '' : format.date(first)}</Typography>
        <Typography variant="caption">{last === undefined ? '' : format.date(last)}</Typography>
      </Stack>
      <Figures times={times} series={series} write={write} />
    </Box>
  );
}

function Legend({ series, write }: Pick<LineChartProps, 'series' | 'write'>): JSX.Element {
  return (
    <Stack direction="row" useFlexGap sx={{ gap: 2, flexWrap: 'wrap', mb: 0.5 }}>
      {series.map(({ name, colour, values }) => (
        <Stack key={name} direction="row" spacing={1} sx={{ alignItems: 'center' }}>
          <Box aria-hidden sx={{ width: 16, height: 3, bgcolor: colour }} />
          <Typography variant="body2">
            {name} <strong>{lastOf(values, write)}</strong>
          </Typography>
        </Stack>
      ))}
    </Stack>
  );
}

/** The same as a table, for who cannot see lines or wants the numbers; times without anything are left out. */
function Figures({ times, series, write }: LineChartProps): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const rows = times
    .map((at, place) => ({ at, cells: series.map(({ values }) => values[place] ?? null) }))
    .filter(({ cells }) => cells.some((value) => value !== null && value > 0))
    .reverse();
  return (
    <Box component="details" sx={{ mt: 0.5 }}>
      <Typography component="summary" variant="body2" sx={{ cursor: 'pointer', color: 'text.secondary' }}>
        {translate('panel.chart.as_table')}
      </Typography>
      <Box sx={{ maxHeight: 240, overflow: 'auto' }} tabIndex={0}>
        <Box component="table" sx={{ width: '100%', '& td, & th': { textAlign: 'left', py: 0.25, pr: 2 } }}>
          <thead>
            <tr>
              <th scope="col">{translate('panel.chart.from')}</th>
              {series.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ at, cells }) => (
              <tr key={at}>
                <td>{format.date(at)}</td>
                {cells.map((value, place) => (
                  <td key={series[place]?.name ?? place}>{value === null ? translate('panel.none') : write(value)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </Box>
      </Box>
    </Box>
  );
}

function lastOf(values: Series['values'], write: LineChartProps['write']): string | null {
  const last = values.findLast((value) => value !== null);
  return typeof last === 'number' ? write(last) : null;
}

function colourOf(palette: object, name: string): string {
  const [group = '', shade = ''] = name.split('.');
  const shades = (palette as Readonly<Record<string, Readonly<Record<string, string>> | undefined>>)[group];
  return shades?.[shade] ?? 'currentColor';
}
