import CheckCircleIcon from '@mui/icons-material/CheckCircle';
import ErrorIcon from '@mui/icons-material/Error';
import WarningIcon from '@mui/icons-material/Warning';
import { Box, Card, Link as TextLink, Stack, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { Concern, Overview } from '../hub/records';
import { useFormat } from '../i18n/format';
import { listLink } from './list-link';

const LOOKS = {
  good: { colour: 'success.main', icon: <CheckCircleIcon /> },
  warning: { colour: 'warning.main', icon: <WarningIcon /> },
  bad: { colour: 'error.main', icon: <ErrorIcon /> },
} as const;

type BannerProps = Pick<Overview, 'verdict' | 'connections'>;

/** Is everything all right? If not, what is wrong, the worst first, each with the way to it. */
export function VerdictBanner({ verdict: { level, concerns }, connections }: BannerProps): JSX.Element {
  const translate = useTranslate();
  const { colour, icon } = LOOKS[level];
  const names = new Map(connections.map(({ id, name }) => [id, name]));
  return (
    <Card component="section" role="status" sx={{ borderLeft: 6, borderLeftColor: colour, p: 2 }}>
      <Stack direction="row" spacing={1.5}>
        <Box aria-hidden sx={{ color: colour, '& svg': { fontSize: 28 } }}>
          {icon}
        </Box>
        <Box>
          <Typography variant="h2">{translate(`panel.verdict.${level}`)}</Typography>
          {concerns.length > 0 && (
            <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5 }}>
              {concerns.map((concern) => (
                <li key={`${concern.code} ${concern.connectionId ?? ''}`}>
                  <ConcernLine concern={concern} name={names.get(concern.connectionId ?? '') ?? ''} />
                </li>
              ))}
            </Box>
          )}
        </Box>
      </Stack>
    </Card>
  );
}

function ConcernLine({ concern, name }: { readonly concern: Concern; readonly name: string }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const { code, waiting = 0, minutes = null, count = 0 } = concern;
  const key = code === 'slow' && minutes === null ? 'slow_unknown' : code.replaceAll('-', '_');
  const values = { name, waiting: format.number(waiting), minutes: format.number(minutes ?? 0) };
  return (
    <TextLink component={Link} to={placeOf(concern)}>
      {translate(`panel.concern.${key}`, { ...values, smart_count: count, number: format.number(count) })}
    </TextLink>
  );
}

function placeOf({ code, connectionId }: Concern): string {
  if (connectionId !== undefined) return `/connections/${encodeURIComponent(connectionId)}/show`;
  if (code === 'attention') return listLink('orders', { attention: true });
  return listLink('sync-jobs', { state: code === 'in-doubt' ? 'in-doubt' : 'dead' });
}
