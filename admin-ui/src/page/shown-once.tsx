import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack } from '@mui/material';
import { useId, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { CopyField } from './copy-field';

interface Props {
  readonly title: string;
  readonly label: string;
  readonly value: string;
  readonly onClose: () => void;
}

/** A secret that is shown this one time. A click beside the dialog does not close it. */
export function ShownOnce({ title, label, value, onClose }: Props): JSX.Element {
  const translate = useTranslate();
  const titleId = useId();
  return (
    <Dialog open aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 1 }}>
          <CopyField label={label} value={value} />
          <Alert severity="warning">{translate('panel.set_up.shown_once')}</Alert>
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>
        <Button variant="contained" onClick={onClose}>
          {translate('panel.set_up.understood')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
