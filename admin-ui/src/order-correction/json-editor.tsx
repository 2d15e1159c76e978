import { TextField } from '@mui/material';
import { useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { MONOSPACE } from '../theme/theme';
import type { Json } from './document';

interface Props {
  readonly value: Json;
  readonly onChange: (value: Json) => void;
  readonly onReadable: (isReadable: boolean) => void;
}

/** The whole document as text. What cannot be read is not taken over. */
export function JsonEditor({ value, onChange, onReadable }: Props): JSX.Element {
  const translate = useTranslate();
  const [text, setText] = useState(() => JSON.stringify(value, null, 2));
  const [problem, setProblem] = useState<string | null>(null);
  const type = (typed: string): void => {
    setText(typed);
    try {
      // JSON.parse gives JSON, whatever its type says.
      onChange(JSON.parse(typed) as Json);
      setProblem(null);
      onReadable(true);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      onReadable(false);
    }
  };
  return (
    <TextField
      multiline
      fullWidth
      minRows={16}
      maxRows={40}
      value={text}
      onChange={({ target }) => {
        type(target.value);
      }}
      error={problem !== null}
      helperText={problem === null ? undefined : translate('panel.correction.not_json', { problem })}
      slotProps={{
        htmlInput: {
          'aria-label': translate('panel.correction.document'),
          spellCheck: false,
          style: { fontFamily: MONOSPACE, fontSize: '0.8125rem', lineHeight: 1.5 },
        },
      }}
    />
  );
}
