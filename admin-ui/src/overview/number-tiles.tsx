import { Box, Card, CardActionArea, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { Overview } from '../hub/records';
import { useFormat } from '../i18n/format';
import { listLink } from './list-link';

/** The hub stops counting here. */
const COUNTED = 10_000;

type Colour = 'warning.main' | 'error.main' | 'text.primary';

/** What there is to do. Each number leads to the list behind it. */
export function NumberTiles({ overview }: { readonly overview: Overview }): JSX.Element {
  const { attention, deadJobs, inDoubtJobs, backlog } = overview;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr 1fr', md: 'repeat(4, 1fr)' } }}>
      <Tile name="attention" count={attention} alarm="warning.main" to={listLink('orders', { attention: true })} />
      <Tile name="dead" count={deadJobs} alarm="error.main" to={listLink('sync-jobs', { state: 'dead' })} />
      <Tile
        name="in_doubt"
        count={inDoubtJobs}
        alarm="warning.main"
        to={listLink('sync-jobs', { state: 'in-doubt' })}
      />
      <Tile name="backlog" count={backlog} alarm="text.primary" to={listLink('sync-jobs', { state: 'ready' })} />
    </Box>
  );
}

interface TileProps {
  readonly name: string;
  readonly count: number;
  readonly alarm: Colour;
  readonly to: string;
}

function Tile({ name, count, alarm, to }: TileProps): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const number = format.number(count);
  const isAlarm = count > 0 && alarm !== 'text.primary';
  return (
    <Card sx={isAlarm ? { borderColor: alarm } : undefined}>
      <CardActionArea component={Link} to={to} sx={{ p: 2, height: '100%' }}>
        <Typography
          sx={{ fontSize: '1.9rem', fontWeight: 700, lineHeight: 1.2, color: count > 0 ? alarm : 'text.secondary' }}
        >
          {count >= COUNTED ? translate('panel.numbers.more_than', { number }) : number}
        </Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate(`panel.numbers.${name}`)}
        </Typography>
      </CardActionArea>
    </Card>
  );
}
