import { Alert, Button } from '@mui/material';
import { useRef, type JSX } from 'react';
import { useCloseNotification, useNotify, useRefresh, useTranslate } from 'react-admin';
import { useErrorText } from '../i18n/words';

/** Long enough to read it and to change one's mind. */
const SHOWN_MS = 10_000;

/** Says that something is done, with a button that takes it back. */
export function useUndoNotice(): (text: string, undo: () => Promise<unknown>) => void {
  const notify = useNotify();
  return (text, undo) => {
    notify(
      <Alert severity="success" sx={{ boxShadow: 6 }} action={<UndoButton undo={undo} />}>
        {text}
      </Alert>,
      { autoHideDuration: SHOWN_MS },
    );
  };
}

function UndoButton({ undo }: { readonly undo: () => Promise<unknown> }): JSX.Element {
  const translate = useTranslate();
  const close = useCloseNotification();
  const notify = useNotify();
  const refresh = useRefresh();
  const errorText = useErrorText();
  const isAsked = useRef(false);
  const run = async (): Promise<void> => {
    try {
      await undo();
      refresh();
    } catch (error) {
      notify(errorText(error), { type: 'error' });
    }
    close();
  };
  return (
    <Button
      color="inherit"
      size="small"
      onClick={() => {
        if (!isAsked.current) void run();
        isAsked.current = true;
      }}
    >
      {translate('panel.undo')}
    </Button>
  );
}
