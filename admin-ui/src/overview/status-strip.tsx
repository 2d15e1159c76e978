import { Box, Card, CardActionArea, Typography } from '@mui/material';
import type { JSX } from 'react';
import { Link } from 'react-router-dom';
import { ORDER_STATUSES, type Overview } from '../hub/records';
import { useFormat } from '../i18n/format';
import { useWords } from '../i18n/words';
import { listLink } from './list-link';

interface StatusStripProps {
  readonly counts: Overview['ordersByStatus'];
  /** Only orders from then on are counted. */
  readonly since?: string;
}

/** How many orders are where, in the order of their life. */
export function StatusStrip({ counts, since }: StatusStripProps): JSX.Element {
  const words = useWords();
  const format = useFormat();
  return (
    <Card
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(5, 1fr)', xl: 'repeat(10, 1fr)' },
        gap: '1px',
        bgcolor: 'divider',
      }}
    >
      {ORDER_STATUSES.map((status) => {
        const count = counts[status] ?? 0;
        return (
          <Box key={status} sx={{ bgcolor: 'background.paper' }}>
            <CardActionArea
              component={Link}
              to={listLink('orders', { status, ...(since === undefined ? {} : { receivedFrom: since }) })}
              sx={{ px: 2, py: 1.25, height: '100%' }}
            >
              <Typography
                sx={{ fontSize: '1.15rem', fontWeight: 650, color: count > 0 ? 'text.primary' : 'text.secondary' }}
              >
                {format.number(count)}
              </Typography>
              <Typography variant="body2" sx={{ color: 'text.secondary' }}>
                {words('order_status', status)}
              </Typography>
            </CardActionArea>
          </Box>
        );
      })}
    </Card>
  );
}
