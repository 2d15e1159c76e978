import { Box, List, ListItem, ListItemButton, ListItemText, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { Cause, ConnectionRow } from '../hub/records';
import { useFormat } from '../i18n/format';
import { useWords } from '../i18n/words';

interface CauseListProps {
  readonly causes: readonly Cause[];
  readonly connections: readonly ConnectionRow[];
}

/** What needs a person, by cause: the one with the most failures first. */
export function CauseList({ causes, connections }: CauseListProps): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const format = useFormat();
  const names = new Map(connections.map(({ id, name }) => [id, name]));
  if (causes.length === 0) {
    return (
      <Typography sx={{ color: 'text.secondary', px: 2.5, pb: 1 }}>{translate('panel.start.no_causes')}</Typography>
    );
  }
  return (
    <List disablePadding>
      {causes.map(({ id, connectionId, step, pattern, openItems, openOrders }) => (
        <ListItem key={id} disablePadding>
          <ListItemButton component={Link} to={`/error-groups/${id}/show`} sx={{ px: 2.5, gap: 2 }}>
            <ListItemText
              primary={pattern}
              secondary={`${names.get(connectionId) ?? connectionId} · ${words('step', step)}`}
              slotProps={{ primary: { sx: { overflowWrap: 'anywhere' } } }}
            />
            <Box sx={{ textAlign: 'right', flexShrink: 0 }}>
              <Typography sx={{ fontWeight: 650 }}>{format.number(openItems)}</Typography>
              <Typography variant="caption" sx={{ color: 'text.secondary' }}>
                {translate('panel.start.orders', { smart_count: openOrders, number: format.number(openOrders) })}
              </Typography>
            </Box>
          </ListItemButton>
        </ListItem>
      ))}
    </List>
  );
}
