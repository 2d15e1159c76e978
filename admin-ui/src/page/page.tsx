import ArrowBackIcon from '@mui/icons-material/ArrowBack';
import { Box, Button, Card, Stack, Typography } from '@mui/material';
import { useEffect, useId, type JSX, type ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

interface PageProps {
  readonly title: string;
  /** Beside the title: chips that say how it is. */
  readonly status?: ReactNode;
  /** A line of facts under the title. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly back?: { readonly to: string; readonly name: string };
  readonly children: ReactNode;
}

/** A page of the panel: its title is also the title of the window. */
export function Page({ title, status, lead, actions, back, children }: PageProps): JSX.Element {
  const translate = useTranslate();
  useEffect(() => {
    document.title = `${title} · Crossdock`;
  }, [title]);
  return (
    <Box sx={{ py: { xs: 2, md: 3 }, px: { xs: 0, sm: 1 }, maxWidth: 1440 }}>
      {back !== undefined && (
        <Button component={Link} to={back.to} size="small" startIcon={<ArrowBackIcon />} sx={{ ml: -0.75, mb: 0.5 }}>
          {translate('panel.back_to', { name: back.name })}
        </Button>
      )}
      <Stack
        direction="row"
        useFlexGap
        sx={{ flexWrap: 'wrap', alignItems: 'center', gap: 1.5, mb: lead === undefined ? 2 : 0.5 }}
      >
        <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
          {title}
        </Typography>
        {status}
        <Box sx={{ flexGrow: 1 }} />
        <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: 'wrap' }}>
          {actions}
        </Stack>
      </Stack>
      {lead !== undefined && (
        <Typography component="div" variant="body2" sx={{ color: 'text.secondary', mb: 2 }}>
          {lead}
        </Typography>
      )}
      {children}
    </Box>
  );
}

interface SectionProps {
  readonly title: string;
  readonly note?: string;
  /** Contents reach the edges, as tables do. */
  readonly isFlush?: boolean;
  readonly children: ReactNode;
}

/** A card with a heading. */
export function Section({ title, note, isFlush = false, children }: SectionProps): JSX.Element {
  const id = useId();
  return (
    <Card component="section" aria-labelledby={id}>
      <Box sx={{ px: 2.5, pt: 2, pb: 1 }}>
        <Typography variant="h2" id={id}>
          {title}
        </Typography>
        {note !== undefined && (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {note}
          </Typography>
        )}
      </Box>
      <Box sx={isFlush ? { overflowX: 'auto', pb: 1 } : { px: 2.5, pb: 2.5 }}>{children}</Box>
    </Card>
  );
}

/** Two columns on wide screens: the story on the left, facts on the right. */
export function Columns({ main, side }: { readonly main: ReactNode; readonly side: ReactNode }): JSX.Element {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 5fr) minmax(0, 4fr)' },
      }}
    >
      <Stack spacing={2}>{main}</Stack>
      <Stack spacing={2}>{side}</Stack>
    </Box>
  );
}
