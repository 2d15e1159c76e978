import ReplayIcon from '@mui/icons-material/Replay';
import { Box, Button, Skeleton, Stack, Typography } from '@mui/material';
import { useState, type JSX } from 'react';
import { useListContext, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { useMayAct } from '../access/rights';
import { BulkDialog } from '../bulk-actions/bulk-dialog';
import { EmptyList } from '../page/states';
import { GroupRow } from './group-row';
import type { ErrorGroup } from './records';
import { useRowKeys } from './row-keys';
import { SelectAll } from './select-all';

/** Groups with selection; the whole list works from the keyboard. */
export function GroupRows(): JSX.Element {
  const { data } = useListContext<ErrorGroup>();
  if (data === undefined) return <Waiting />;
  if (data.length === 0) return <EmptyList part="errors" />;
  return <Rows groups={data} />;
}

function Rows({ groups }: { readonly groups: readonly ErrorGroup[] }): JSX.Element {
  const translate = useTranslate();
  const mayAct = useMayAct();
  const { selected, select, toggle } = useSelection(groups);
  const [retrying, setRetrying] = useState<readonly string[] | null>(null);
  const at = useKeysOfRows(groups, selected, toggle, (ids) => {
    if (mayAct) setRetrying(ids);
  });
  return (
    <>
      {mayAct && <Selection groups={groups} selected={selected} select={select} onRetry={setRetrying} />}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', borderTop: 1, borderColor: 'divider' }}>
        {groups.map((group, place) => (
          <GroupRow
            key={group.id}
            group={group}
            place={place}
            isHere={place === at}
            isSelected={selected.includes(group.id)}
            onSelect={mayAct ? toggle : null}
            onRetry={mayAct ? setRetrying : null}
          />
        ))}
      </Box>
      <Typography variant="caption" sx={{ display: { xs: 'none', sm: 'block' }, p: 2, color: 'text.secondary' }}>
        {translate('panel.errors.keys')}
      </Typography>
      {retrying !== null && (
        <BulkDialog
          kind="retry"
          target={{ groupIds: retrying }}
          onClose={() => {
            setRetrying(null);
            select([]);
          }}
        />
      )}
    </>
  );
}

interface Selected {
  /** Ids of those that are still on the page. */
  readonly selected: readonly string[];
  readonly select: (ids: readonly string[]) => void;
  readonly toggle: (id: string) => void;
}

function useSelection(groups: readonly ErrorGroup[]): Selected {
  const [ids, select] = useState<readonly string[]>([]);
  const selected = groups.map(({ id }) => id).filter((id) => ids.includes(id));
  const toggle = (id: string): void => {
    select(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
  };
  return { selected, select, toggle };
}

/** Returns the place of the row that the keys act on. */
function useKeysOfRows(
  groups: readonly ErrorGroup[],
  selected: readonly string[],
  toggle: (id: string) => void,
  retry: (ids: readonly string[]) => void,
): number {
  const navigate = useNavigate();
  const [at, setAt] = useState(-1);
  const here = groups[at]?.id;
  useRowKeys({
    at,
    count: groups.length,
    goTo: (place) => {
      setAt(place);
      document.querySelector(`[data-row="${place}"]`)?.scrollIntoView({ block: 'nearest' });
    },
    open: () => void navigate(`/error-groups/${here ?? ''}/show`),
    select: () => {
      if (here !== undefined) toggle(here);
    },
    retry: () => {
      if (here !== undefined) retry(selected.length > 0 ? selected : [here]);
    },
  });
  return at;
}

interface SelectionProps {
  readonly groups: readonly ErrorGroup[];
  readonly selected: readonly string[];
  readonly select: (ids: readonly string[]) => void;
  readonly onRetry: (ids: readonly string[]) => void;
}

function Selection({ groups, selected, select, onRetry }: SelectionProps): JSX.Element {
  const translate = useTranslate();
  return (
    <Stack direction="row" useFlexGap sx={{ px: 2, gap: 2, flexWrap: 'wrap', alignItems: 'center', minHeight: 44 }}>
      <SelectAll
        isAll={selected.length === groups.length}
        isSome={selected.length > 0}
        onChange={(isOn) => {
          select(isOn ? groups.map(({ id }) => id) : []);
        }}
      />
      {selected.length > 0 && (
        <>
          <Typography variant="body2" role="status">
            {translate('panel.errors.selected', { smart_count: selected.length })}
          </Typography>
          <Button
            variant="contained"
            size="small"
            startIcon={<ReplayIcon />}
            onClick={() => {
              onRetry(selected);
            }}
          >
            {translate('panel.bulk.retry_short')}
          </Button>
        </>
      )}
    </Stack>
  );
}

function Waiting(): JSX.Element {
  const translate = useTranslate();
  return (
    <Stack spacing={1.5} sx={{ p: 2 }} role="status" aria-label={translate('ra.page.loading')}>
      {[1, 2, 3].map((place) => (
        <Skeleton key={place} variant="rounded" height={76} />
      ))}
    </Stack>
  );
}
