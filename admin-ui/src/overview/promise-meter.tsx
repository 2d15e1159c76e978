import { Box, Card, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import type { Promised } from '../hub/records';
import { useFormat, type Format } from '../i18n/format';

type Translate = ReturnType<typeof useTranslate>;

/** What was promised, what is kept of it in the last 24 hours, and of how many orders or calls that is said. */
export function PromiseMeter({ promises }: { readonly promises: readonly Promised[] }): JSX.Element {
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr 1fr', md: 'repeat(5, 1fr)' } }}>
      {promises.map((promise) => (
        <PromiseCard key={promise.name} promise={promise} />
      ))}
    </Box>
  );
}

const COLOURS = { unknown: 'text.secondary', kept: 'success.main', broken: 'error.main' } as const;

function PromiseCard({ promise }: { readonly promise: Promised }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const { name, unit, value, isKept, of } = promise;
  const state = isKept === null ? 'unknown' : isKept ? 'kept' : 'broken';
  const note =
    of === null
      ? translate('panel.start.not_measured')
      : `${translate(`panel.start.${state}`)} · ${aimOf(promise, format, translate)}`;
  return (
    <Card sx={{ p: 2, ...(state === 'broken' ? { borderColor: 'error.main' } : {}) }}>
      <Quiet>{translate(`panel.promise.${name}`)}</Quiet>
      <Typography sx={{ fontSize: '1.5rem', fontWeight: 700, lineHeight: 1.4, color: COLOURS[state] }}>
        {value === null ? translate('panel.none') : written(format, unit, value)}
      </Typography>
      <Quiet>{note}</Quiet>
      {of !== null && of > 0 && <Quiet>{translate('panel.start.of', { number: format.number(of) })}</Quiet>}
    </Card>
  );
}

function Quiet({ children }: { readonly children: string }): JSX.Element {
  return (
    <Typography variant="body2" sx={{ color: 'text.secondary' }}>
      {children}
    </Typography>
  );
}

/** What was promised, in words. */
function aimOf({ unit, target: { least, most = 0 } }: Promised, format: Format, translate: Translate): string {
  const value = written(format, unit, least ?? most);
  return translate(least === undefined ? 'panel.start.at_most' : 'panel.start.at_least', { value });
}

function written(format: Format, unit: Promised['unit'], value: number): string {
  if (unit === 'share') return format.finerShare(value);
  return unit === 'seconds' ? format.duration(value * 1_000) : format.number(value);
}
