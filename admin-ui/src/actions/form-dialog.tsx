import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  Stack,
} from '@mui/material';
import { useId, type JSX, type ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { useErrorText } from '../i18n/words';
import { useRequest } from './use-request';

interface Props {
  readonly title: string;
  readonly text: string;
  readonly submit: string;
  readonly isReady?: boolean;
  readonly run: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form in a dialog. A refusal of the hub is shown in it, and it stays open. */
export function FormDialog({ title, text, submit, isReady = true, run, onClose, children }: Props): JSX.Element {
  const translate = useTranslate();
  const errorText = useErrorText();
  const titleId = useId();
  const request = useRequest();
  return (
    <Dialog open onClose={request.isBusy ? undefined : onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          request.run(run);
        }}
      >
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent>
          <Stack spacing={2}>
            <DialogContentText>{text}</DialogContentText>
            {children}
            {request.error !== null && <Alert severity="error">{errorText(request.error)}</Alert>}
          </Stack>
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2.5 }}>
          <Button onClick={onClose} disabled={request.isBusy} color="inherit">
            {translate('panel.keep')}
          </Button>
          <Button type="submit" variant="contained" loading={request.isBusy} disabled={!isReady}>
            {submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
