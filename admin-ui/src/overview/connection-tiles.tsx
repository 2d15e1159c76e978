import { Box, Card, CardActionArea, Stack, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { ConnectionRow } from '../hub/records';
import { Moment, useFormat } from '../i18n/format';
import { useWords } from '../i18n/words';
import { ConnectionStateChip } from '../status/status-chip';

/** How each connection is. */
export function ConnectionTiles({ connections }: { readonly connections: readonly ConnectionRow[] }): JSX.Element {
  const translate = useTranslate();
  if (connections.length === 0) {
    return <Typography sx={{ color: 'text.secondary' }}>{translate('panel.connections.empty_text')}</Typography>;
  }
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 270px), 1fr))' }}>
      {connections.map((connection) => (
        <ConnectionTile key={connection.id} connection={connection} />
      ))}
    </Box>
  );
}

function ConnectionTile({ connection }: { readonly connection: ConnectionRow }): JSX.Element {
  const words = useWords();
  const { id, name, system, systemName = system, category, state, problem, pausedReason } = connection;
  const why = state === 'paused' ? pausedReason : problem;
  return (
    <Card>
      <CardActionArea
        component={Link}
        to={`/connections/${encodeURIComponent(id)}/show`}
        sx={{ p: 2, height: '100%', display: 'flex', flexDirection: 'column', alignItems: 'stretch' }}
      >
        <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'start', gap: 1 }}>
          <Box sx={{ minWidth: 0 }}>
            <Typography variant="h3">{name}</Typography>
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              {words('category', category)} · {systemName}
            </Typography>
          </Box>
          <ConnectionStateChip state={state} />
        </Stack>
        {why !== null && (
          <Typography variant="body2" sx={{ mt: 1 }}>
            {why}
          </Typography>
        )}
        <Box sx={{ flexGrow: 1 }} />
        <Load connection={connection} />
      </CardActionArea>
    </Card>
  );
}

function Load({
  connection: { backlog, errorShare, lastAttemptAt },
}: {
  readonly connection: ConnectionRow;
}): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const figures = [
    [format.number(backlog.ready), translate('panel.connections.ready'), backlog.ready > 0],
    [format.number(backlog.dead), translate('panel.connections.dead'), backlog.dead > 0],
    [format.share(errorShare), translate('panel.connections.errors'), errorShare > 0],
  ] as const;
  return (
    <>
      <Stack direction="row" spacing={2.5} sx={{ mt: 1.5 }}>
        {figures.map(([value, label, isSome]) => (
          <Box key={label}>
            <Typography sx={{ fontWeight: 650, color: isSome ? 'text.primary' : 'text.secondary' }}>{value}</Typography>
            <Typography variant="caption" sx={{ color: 'text.secondary' }}>
              {label}
            </Typography>
          </Box>
        ))}
      </Stack>
      <Typography variant="caption" sx={{ color: 'text.secondary', mt: 0.5 }}>
        {translate('panel.connections.last_attempt')}:{' '}
        {lastAttemptAt === null ? translate('panel.connections.never') : <Moment at={lastAttemptAt} />}
      </Typography>
    </>
  );
}
