import CopyIcon from '@mui/icons-material/ContentCopy';
import { IconButton, InputAdornment, TextField, Tooltip } from '@mui/material';
import { useRef, type JSX } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { MONOSPACE } from '../theme/theme';

/** A text to take along. Where the browser does not let us copy, it is selected for the person to do so. */
export function CopyField({ label, value }: { readonly label: string; readonly value: string }): JSX.Element {
  const translate = useTranslate();
  const notify = useNotify();
  const input = useRef<HTMLInputElement>(null);
  const copy = async (): Promise<void> => {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      notify('panel.copied', { type: 'success' });
    } catch {
      // Without HTTPS browsers refuse; the text is selected.
    }
  };
  return (
    <TextField
      size="small"
      label={label}
      value={value}
      inputRef={input}
      fullWidth
      slotProps={{
        htmlInput: { readOnly: true, spellCheck: false, style: { fontFamily: MONOSPACE, fontSize: '0.8125rem' } },
        input: {
          endAdornment: (
            <InputAdornment position="end">
              <Tooltip title={translate('panel.set_up.copy')}>
                <IconButton size="small" aria-label={translate('panel.set_up.copy')} onClick={() => void copy()}>
                  <CopyIcon fontSize="small" />
                </IconButton>
              </Tooltip>
            </InputAdornment>
          ),
        },
      }}
    />
  );
}
