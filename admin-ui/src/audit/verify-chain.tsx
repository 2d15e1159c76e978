import VerifiedIcon from '@mui/icons-material/VerifiedUserOutlined';
import {
  Alert,
  AlertTitle,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  LinearProgress,
  Stack,
  Typography,
} from '@mui/material';
import { useEffect, useId, useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { hub } from '../hub/hub';
import { useFormat } from '../i18n/format';
import { useErrorText } from '../i18n/words';
import type { AuditPiece } from './records';

interface Progress {
  readonly checked: number;
  readonly total: number;
  readonly brokenAt: string | null;
  readonly isDone: boolean;
}

const START: Progress = { checked: 0, total: 0, brokenAt: null, isDone: false };

/** Checks the whole chain of hashes, in pieces, as long as the dialog is open. */
export function VerifyButton(): JSX.Element {
  const translate = useTranslate();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<VerifiedIcon />}
        onClick={() => {
          setOpen(true);
        }}
      >
        {translate('panel.audit.verify')}
      </Button>
      {isOpen && (
        <VerifyDialog
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

function VerifyDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const translate = useTranslate();
  const titleId = useId();
  const errorText = useErrorText();
  const { progress, error } = useVerification();
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>{translate('panel.audit.verify_title')}</DialogTitle>
      <DialogContent>
        <Stack spacing={2} aria-live="polite">
          <DialogContentText>{translate('panel.audit.verify_text')}</DialogContentText>
          {error === null ? <Verdict progress={progress} /> : <Alert severity="error">{errorText(error)}</Alert>}
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>
        <Button onClick={onClose}>
          {translate(progress.isDone || error !== null ? 'panel.audit.close' : 'panel.audit.stop')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Verdict({ progress }: { readonly progress: Progress }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const { checked, total, brokenAt, isDone } = progress;
  if (brokenAt !== null) {
    return (
      <Alert severity="error">
        <AlertTitle>{translate('panel.audit.broken', { id: brokenAt })}</AlertTitle>
        {translate('panel.audit.broken_text')}
      </Alert>
    );
  }
  if (isDone) return <Alert severity="success">{translate('panel.audit.whole', { smart_count: checked })}</Alert>;
  return (
    <>
      <LinearProgress
        variant={total === 0 ? 'indeterminate' : 'determinate'}
        value={total === 0 ? 0 : Math.min(100, (checked / total) * 100)}
        aria-label={translate('panel.audit.verify_title')}
      />
      <Typography variant="body2">
        {translate('panel.audit.verifying', { checked: format.number(checked), total: format.number(total) })}
      </Typography>
    </>
  );
}

function useVerification(): { readonly progress: Progress; readonly error: unknown } {
  const [progress, setProgress] = useState(START);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let isWanted = true;
    const verify = async (): Promise<void> => {
      let [after, checked] = ['0', 0];
      for (;;) {
        const piece = await hub.get<AuditPiece>(`/audit-events/verification?after=${after}`);
        checked += piece.checked;
        after = piece.lastId;
        const isDone = piece.atEnd || piece.brokenAt !== null;
        // Closed while it was read: nobody wants to know any more.
        if (!isWanted) return;
        setProgress({ checked, total: piece.total, brokenAt: piece.brokenAt, isDone });
        if (isDone) return;
      }
    };
    verify().catch(setError);
    return () => {
      isWanted = false;
    };
  }, []);
  return { progress, error };
}
