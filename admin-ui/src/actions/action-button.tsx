import { Button, type ButtonProps } from '@mui/material';
import { useState, type JSX, type ReactNode } from 'react';
import { useNotify, useRefresh, useTranslate } from 'react-admin';
import { ActionDialog, type ActionField, type Answers } from './action-dialog';
import { useUndoNotice } from './undo-notice';

export interface Action {
  readonly label: string;
  readonly title: string;
  readonly text: string;
  readonly confirm?: string;
  /** Key of the text that says it is done. */
  readonly done: string;
  readonly fields?: readonly ActionField[];
  readonly isDangerous?: boolean;
  /** A refusal is shown in the dialog, which stays open. */
  run(answers: Answers): Promise<unknown>;
  /** Takes it back; offered for a short while afterwards. */
  readonly undo?: () => Promise<unknown>;
}

interface Props {
  readonly action: Action;
  readonly icon?: ReactNode;
  readonly variant?: ButtonProps['variant'];
}

/** A button that asks before it acts, and afterwards reads everything on the page again. */
export function ActionButton({ action, icon, variant = 'outlined' }: Props): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const notify = useNotify();
  const notifyUndo = useUndoNotice();
  const refresh = useRefresh();
  const translate = useTranslate();
  const run = async (answers: Answers): Promise<void> => {
    await action.run(answers);
    setOpen(false);
    if (action.undo === undefined) notify(translate(action.done), { type: 'success' });
    else notifyUndo(translate(action.done), action.undo);
    refresh();
  };
  return (
    <>
      <Button
        variant={variant}
        startIcon={icon}
        color={action.isDangerous === true ? 'error' : 'primary'}
        onClick={() => {
          setOpen(true);
        }}
      >
        {action.label}
      </Button>
      {isOpen && (
        <ActionDialog
          action={action}
          run={run}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}
