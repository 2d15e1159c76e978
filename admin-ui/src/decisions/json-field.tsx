import { TextField } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { MONOSPACE } from '../theme/theme';

/** `problem` is null when the text is JSON. */
export interface ReadJson {
  readonly value: unknown;
  readonly problem: string | null;
}

export function readJson(text: string): ReadJson {
  try {
    return { value: JSON.parse(text), problem: null };
  } catch (error) {
    return { value: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

export function shownJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

interface Props {
  readonly label: string;
  readonly help?: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** JSON as text, with what is wrong with it. */
export function JsonField({ label, help, text, onChange }: Props): JSX.Element {
  const translate = useTranslate();
  const read = readJson(text);
  return (
    <TextField
      label={label}
      value={text}
      multiline
      minRows={4}
      maxRows={16}
      fullWidth
      error={read.problem !== null}
      helperText={read.problem === null ? help : translate('panel.correction.not_json', { problem: read.problem })}
      onChange={({ target }) => {
        onChange(target.value);
      }}
      slotProps={{
        htmlInput: { spellCheck: false, style: { fontFamily: MONOSPACE, fontSize: '0.8125rem', lineHeight: 1.5 } },
      }}
    />
  );
}
