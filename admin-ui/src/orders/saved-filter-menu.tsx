import BookmarkIcon from '@mui/icons-material/BookmarkBorder';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import { Alert, Box, Button, IconButton, List, ListItem, ListItemButton, Popover, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { useNotify, useRefresh, useTranslate } from 'react-admin';
import { useUndoNotice } from '../actions/undo-notice';
import { useErrorText } from '../i18n/words';
import { useListFilters } from '../page/list-filters';
import { SaveFilterDialog } from './save-filter-dialog';
import { removeFilter, savedFilters, SAVED_FILTERS, storeFilter, type SavedFilter } from './saved-filters';

/** The person's own filters: chosen, saved and removed here. */
export function SavedFilterMenu(): JSX.Element {
  const translate = useTranslate();
  const { values } = useListFilters();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isSaving, setSaving] = useState(false);
  return (
    <>
      <Button
        startIcon={<BookmarkIcon />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={({ currentTarget }) => {
          setAnchor(currentTarget);
        }}
      >
        {translate('panel.saved_filters.title')}
      </Button>
      <FilterPopover
        anchor={anchor}
        onClose={() => {
          setAnchor(null);
        }}
        onSave={() => {
          setSaving(true);
        }}
      />
      {isSaving && (
        <SaveFilterDialog
          filter={values}
          onClose={() => {
            setSaving(false);
          }}
        />
      )}
    </>
  );
}

interface PopoverProps {
  readonly anchor: HTMLElement | null;
  readonly onClose: () => void;
  readonly onSave: () => void;
}

function FilterPopover({ anchor, onClose, onSave }: PopoverProps): JSX.Element {
  const translate = useTranslate();
  const { values, set } = useListFilters();
  const remove = useRemove();
  const paper = {
    role: 'dialog',
    'aria-label': translate('panel.saved_filters.title'),
    sx: { width: 320, maxWidth: '90vw' },
  };
  return (
    <Popover
      anchorEl={anchor}
      open={anchor !== null}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{ paper }}
    >
      <Filters
        onChosen={({ filter }) => {
          set(filter);
          onClose();
        }}
        onRemove={(saved) => {
          // The way back is offered beside the page, where nobody gets to while this is open.
          onClose();
          void remove(saved);
        }}
      />
      <Box sx={{ px: 1, pb: 1 }}>
        <Button
          fullWidth
          disabled={Object.keys(values).length === 0}
          onClick={() => {
            onClose();
            onSave();
          }}
        >
          {translate('panel.saved_filters.save')}
        </Button>
      </Box>
    </Popover>
  );
}

interface FiltersProps {
  readonly onChosen: (filter: SavedFilter) => void;
  readonly onRemove: (filter: SavedFilter) => void;
}

function Filters({ onChosen, onRemove }: FiltersProps): JSX.Element {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { data = [], isPending, error } = useQuery({ queryKey: SAVED_FILTERS, queryFn: savedFilters });
  if (error !== null) return <Alert severity="error">{errorText(error)}</Alert>;
  if (!isPending && data.length === 0) {
    return (
      <Typography variant="body2" sx={{ p: 2, color: 'text.secondary' }}>
        {translate('panel.saved_filters.none')}
      </Typography>
    );
  }
  return (
    <List dense aria-busy={isPending}>
      {data.map((saved) => (
        <ListItem
          key={saved.id}
          disablePadding
          secondaryAction={
            <IconButton
              edge="end"
              size="small"
              aria-label={translate('panel.saved_filters.remove', { name: saved.name })}
              onClick={() => {
                onRemove(saved);
              }}
            >
              <DeleteIcon fontSize="small" />
            </IconButton>
          }
        >
          <ListItemButton
            sx={{ overflowWrap: 'anywhere' }}
            onClick={() => {
              onChosen(saved);
            }}
          >
            {saved.name}
          </ListItemButton>
        </ListItem>
      ))}
    </List>
  );
}

/** Removes at once; for a short while it can be brought back. */
function useRemove(): (saved: SavedFilter) => Promise<void> {
  const translate = useTranslate();
  const notify = useNotify();
  const refresh = useRefresh();
  const errorText = useErrorText();
  const notifyUndo = useUndoNotice();
  return async ({ id, name, filter }) => {
    try {
      await removeFilter(id);
      notifyUndo(translate('panel.saved_filters.removed'), async () => storeFilter(name, filter));
    } catch (error) {
      notify(errorText(error), { type: 'error' });
    }
    refresh();
  };
}
