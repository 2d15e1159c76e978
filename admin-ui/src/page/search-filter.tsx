import ClearIcon from '@mui/icons-material/Clear';
import SearchIcon from '@mui/icons-material/Search';
import { IconButton, InputAdornment, TextField } from '@mui/material';
import { useEffect, useRef, useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useLocation } from 'react-router-dom';
import { ASKED_TO_SEARCH } from '../layout/search-shortcut';
import { useListFilters } from './list-filters';

/** As long nothing is typed before it is searched. */
const TYPING_PAUSE_MS = 350;

/** Searches while one types; `/` leads here. */
export function SearchFilter({ label }: { readonly label: string }): JSX.Element {
  const { text, setText } = useSearchText();
  const input = useRef<HTMLInputElement>(null);
  const translate = useTranslate();
  const location = useLocation();
  useEffect(() => {
    if (location.state === ASKED_TO_SEARCH) input.current?.focus();
  }, [location.state]);
  return (
    <TextField
      size="small"
      type="search"
      value={text}
      onChange={({ target }) => {
        setText(target.value);
      }}
      placeholder={label}
      inputRef={input}
      slotProps={{
        htmlInput: { 'aria-label': label, 'aria-keyshortcuts': '/', 'data-search': '', maxLength: 100 },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <SearchIcon fontSize="small" />
            </InputAdornment>
          ),
          endAdornment:
            text === '' ? (
              <Key name="/" />
            ) : (
              <Clear
                label={translate('ra.action.clear_input_value')}
                onClick={() => {
                  setText('');
                }}
              />
            ),
        },
      }}
      sx={{ flex: '1 1 320px', '& input::-webkit-search-cancel-button': { display: 'none' } }}
    />
  );
}

/** The text follows the address, and the address follows the text when the person pauses. */
function useSearchText(): { readonly text: string; readonly setText: (text: string) => void } {
  const { values, change } = useListFilters();
  const searched = typeof values.q === 'string' ? values.q : '';
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => {
      change('q', typed.trim() === '' ? null : typed.trim());
      setTyped(null);
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
    // The other filters are read when the timer fires after the last key.
  }, [typed]);
  return { text: typed ?? searched, setText: setTyped };
}

function Key({ name }: { readonly name: string }): JSX.Element {
  return (
    <InputAdornment position="end" aria-hidden sx={{ display: { xs: 'none', sm: 'flex' } }}>
      <kbd style={{ border: '1px solid', borderRadius: 4, padding: '0 6px', opacity: 0.6, fontSize: 12 }}>{name}</kbd>
    </InputAdornment>
  );
}

function Clear({ label, onClick }: { readonly label: string; readonly onClick: () => void }): JSX.Element {
  return (
    <InputAdornment position="end">
      <IconButton size="small" aria-label={label} onClick={onClick}>
        <ClearIcon fontSize="small" />
      </IconButton>
    </InputAdornment>
  );
}
