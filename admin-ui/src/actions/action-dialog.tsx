import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  Stack,
  TextField,
} from '@mui/material';
import { useId, useState, type JSX, type SubmitEvent } from 'react';
import { useTranslate } from 'react-admin';
import { useErrorText } from '../i18n/words';
import type { Action } from './action-button';

export interface ActionField {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly isRequired: boolean;
  readonly maxLength: number;
  readonly isLong?: boolean;
}

export type Answers = Readonly<Record<string, string>>;

interface Props {
  readonly action: Action;
  readonly run: (answers: Answers) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks whether the person means it, with what else has to be known. */
export function ActionDialog({ action, run, onClose }: Props): JSX.Element {
  const translate = useTranslate();
  const titleId = useId();
  const { submit, isBusy, problem } = useSubmit(run);
  return (
    <Dialog open onClose={isBusy ? undefined : onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <form onSubmit={submit}>
        <DialogTitle id={titleId}>{action.title}</DialogTitle>
        <DialogContent>
          <Stack spacing={2}>
            <DialogContentText>{action.text}</DialogContentText>
            {action.fields?.map((field, index) => (
              <Field key={field.name} field={field} isFirst={index === 0} />
            ))}
            {problem !== null && <Alert severity="error">{problem}</Alert>}
          </Stack>
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2.5 }}>
          <Button onClick={onClose} disabled={isBusy} color="inherit">
            {translate('panel.keep')}
          </Button>
          <Button
            type="submit"
            variant="contained"
            loading={isBusy}
            color={action.isDangerous === true ? 'error' : 'primary'}
          >
            {action.confirm ?? action.label}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function Field({ field, isFirst }: { readonly field: ActionField; readonly isFirst: boolean }): JSX.Element {
  return (
    <TextField
      name={field.name}
      label={field.label}
      helperText={field.help}
      required={field.isRequired}
      multiline={field.isLong}
      minRows={field.isLong === true ? 2 : undefined}
      slotProps={{ htmlInput: { maxLength: field.maxLength } }}
      autoFocus={isFirst}
      autoComplete="off"
      fullWidth
    />
  );
}

interface Submit {
  readonly submit: (event: SubmitEvent<HTMLFormElement>) => void;
  readonly isBusy: boolean;
  readonly problem: string | null;
}

function useSubmit(run: Props['run']): Submit {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const errorText = useErrorText();
  const submit = async (form: HTMLFormElement): Promise<void> => {
    const answers = [...new FormData(form)].flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [],
    );
    setBusy(true);
    setProblem(null);
    try {
      await run(Object.fromEntries(answers));
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };
  return {
    isBusy,
    problem,
    submit: (event) => {
      event.preventDefault();
      void submit(event.currentTarget);
    },
  };
}
