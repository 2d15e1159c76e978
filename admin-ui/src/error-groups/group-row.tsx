import ReplayIcon from '@mui/icons-material/Replay';
import { Box, Button, Checkbox, Chip, Link as TextLink, Stack, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useConnectionName } from '../hub/connection-names';
import { useFormat } from '../i18n/format';
import { useWords } from '../i18n/words';
import type { ErrorGroup } from './records';

interface Props {
  readonly group: ErrorGroup;
  readonly place: number;
  readonly isHere: boolean;
  readonly isSelected: boolean;
  /** Null when the person only looks. */
  readonly onSelect: ((id: string) => void) | null;
  readonly onRetry: ((ids: readonly string[]) => void) | null;
}

const ROW = {
  display: 'grid',
  gridTemplateColumns: { xs: 'auto minmax(0, 1fr)', md: 'auto minmax(0, 1fr) auto auto' },
  columnGap: 1.5,
  rowGap: 1,
  alignItems: 'center',
  px: 2,
  py: 1.5,
  borderBottom: 1,
  borderColor: 'divider',
};

/** One cause: what it is, how much hangs on it, and the button that mends it. */
export function GroupRow({ group, place, isHere, isSelected, onSelect, onRetry }: Props): JSX.Element {
  const translate = useTranslate();
  const name = group.sample ?? group.pattern;
  return (
    <Box
      component="li"
      data-row={place}
      aria-current={isHere || undefined}
      sx={{
        ...ROW,
        bgcolor: isSelected ? 'action.selected' : undefined,
        boxShadow: isHere ? (theme) => `inset 3px 0 0 ${theme.palette.primary.main}` : undefined,
      }}
    >
      {onSelect === null ? (
        <span />
      ) : (
        <Checkbox
          size="small"
          checked={isSelected}
          onChange={() => {
            onSelect(group.id);
          }}
          slotProps={{ input: { 'aria-label': translate('panel.errors.select', { name }) } }}
          sx={{ ml: -1, alignSelf: 'start' }}
        />
      )}
      <Cause group={group} />
      <Extent group={group} />
      {onRetry !== null && (
        <Button
          variant="outlined"
          startIcon={<ReplayIcon />}
          disabled={group.openItems - group.retryingItems - group.inDoubtItems <= 0}
          onClick={() => {
            onRetry([group.id]);
          }}
          sx={{ gridColumn: { xs: 2, md: 'auto' }, justifySelf: { xs: 'start', md: 'end' } }}
        >
          {translate('panel.bulk.retry_short')}
        </Button>
      )}
    </Box>
  );
}

const TWO_LINES = {
  display: '-webkit-box',
  WebkitLineClamp: 2,
  WebkitBoxOrient: 'vertical',
  overflow: 'hidden',
  overflowWrap: 'anywhere',
};

function Cause({ group }: { readonly group: ErrorGroup }): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const connectionName = useConnectionName();
  const format = useFormat();
  const said = group.sample ?? group.pattern;
  const chips = [
    ...group.tags,
    ...(group.assignee === null ? [] : [group.assignee.email]),
    ...(group.mutedUntil === null
      ? []
      : [translate('panel.errors.mute_until', { time: format.date(group.mutedUntil) })]),
  ];
  return (
    <Box sx={{ minWidth: 0 }}>
      <TextLink
        component={Link}
        to={`/error-groups/${group.id}/show`}
        underline="hover"
        sx={{ ...TWO_LINES, fontWeight: 600 }}
      >
        {said === '' ? translate('panel.errors.no_message') : said}
      </TextLink>
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {words('step', group.step)} · {connectionName(group.connectionId)}
      </Typography>
      <Stack direction="row" useFlexGap sx={{ gap: 0.75, flexWrap: 'wrap', mt: chips.length > 0 ? 0.75 : 0 }}>
        {chips.map((text) => (
          <Chip key={text} label={text} size="small" variant="outlined" />
        ))}
      </Stack>
    </Box>
  );
}

function Extent({ group }: { readonly group: ErrorGroup }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const { openItems, openOrders, retryingItems, inDoubtItems, amounts, oldestOpen } = group;
  const said = (name: string, smart_count: number): string => translate(`panel.errors.${name}`, { smart_count });
  const details = [
    ...(openOrders > 0 ? [said('orders', openOrders)] : []),
    ...amounts.map((amount) => format.money(amount)),
  ];
  const asides = [
    ...(retryingItems > 0 ? [said('retrying', retryingItems)] : []),
    ...(inDoubtItems > 0 ? [said('in_doubt', inDoubtItems)] : []),
    ...(oldestOpen === null ? [] : [translate('panel.errors.oldest', { ago: format.ago(oldestOpen) })]),
  ];
  return (
    <Box sx={{ gridColumn: { xs: 2, md: 'auto' }, textAlign: { md: 'right' }, minWidth: { md: 210 } }}>
      <Typography sx={{ fontWeight: 700, color: openItems > 0 ? 'error.main' : 'text.secondary' }}>
        {said('failures', openItems)}
      </Typography>
      <Typography variant="body2">{details.join(' · ')}</Typography>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {asides.join(' · ')}
      </Typography>
    </Box>
  );
}
