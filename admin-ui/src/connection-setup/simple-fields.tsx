import { Box, FormControlLabel, FormHelperText, MenuItem, Switch, TextField } from '@mui/material';
import { useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { MONOSPACE } from '../theme/theme';
import type { FieldProps } from './field-props';

const CODE = { fontFamily: MONOSPACE, fontSize: '0.8125rem', lineHeight: 1.5 };

/** What stands under a field: what is wrong with it, or what it is for and what counts when it is empty. */
export function useHelp({ schema, pointer, problems }: FieldProps): string | undefined {
  const translate = useTranslate();
  const problem = problems.get(pointer);
  if (problem !== undefined) return problem;
  const { description, default: preset } = schema;
  const isPlain = typeof preset === 'string' || typeof preset === 'number';
  const said = isPlain && preset !== '' ? translate('panel.set_up.default_is', { value: preset }) : undefined;
  const texts = [description, said].filter((text) => text !== undefined);
  return texts.length === 0 ? undefined : texts.join(' ');
}

export function TextInput(props: FieldProps & { readonly isLong?: boolean }): JSX.Element {
  const { label, schema, value, onChange, isRequired, pointer, problems, isLong = false } = props;
  return (
    <TextField
      size="small"
      label={label}
      value={typeof value === 'string' ? value : ''}
      onChange={({ target }) => {
        onChange(target.value === '' ? undefined : target.value);
      }}
      required={isRequired}
      error={problems.has(pointer)}
      helperText={useHelp(props)}
      multiline={isLong}
      minRows={isLong ? 3 : undefined}
      maxRows={isLong ? 24 : undefined}
      placeholder={typeof schema.default === 'string' ? schema.default : undefined}
      slotProps={{ htmlInput: { spellCheck: false, ...(isLong ? { style: CODE } : {}) } }}
      autoComplete="off"
      fullWidth
    />
  );
}

export function NumberInput(props: FieldProps): JSX.Element {
  const { label, schema, value, onChange, isRequired, pointer, problems } = props;
  const { default: preset, minimum, maximum, type } = schema;
  return (
    <TextField
      size="small"
      type="number"
      label={label}
      value={typeof value === 'number' ? value : ''}
      onChange={({ target }) => {
        onChange(target.value === '' ? undefined : Number(target.value));
      }}
      required={isRequired}
      error={problems.has(pointer)}
      helperText={useHelp(props)}
      placeholder={typeof preset === 'number' ? String(preset) : undefined}
      slotProps={{ htmlInput: { min: minimum, max: maximum, step: type === 'integer' ? 1 : 'any' } }}
      fullWidth
    />
  );
}

export function FlagInput(props: FieldProps): JSX.Element {
  const { label, schema, value, onChange } = props;
  const help = useHelp({ ...props, schema: { description: schema.description } });
  return (
    <Box>
      <FormControlLabel
        label={label}
        control={
          <Switch
            checked={typeof value === 'boolean' ? value : schema.default === true}
            onChange={({ target }) => {
              onChange(target.checked);
            }}
          />
        }
      />
      {help !== undefined && <FormHelperText sx={{ mt: -0.5 }}>{help}</FormHelperText>}
    </Box>
  );
}

export function ChoiceInput(props: FieldProps): JSX.Element {
  const translate = useTranslate();
  const { label, schema, value, onChange, isRequired, pointer, problems } = props;
  const choices = (schema.enum ?? []).map(String);
  const shown = typeof value === 'string' ? value : (schema.default ?? '');
  return (
    <TextField
      select
      size="small"
      label={label}
      value={typeof shown === 'string' ? shown : ''}
      onChange={({ target }) => {
        onChange(target.value === '' ? undefined : target.value);
      }}
      required={isRequired}
      error={problems.has(pointer)}
      helperText={useHelp({ ...props, schema: { description: schema.description } })}
      fullWidth
    >
      {!isRequired && schema.default === undefined && <MenuItem value="">{translate('panel.none')}</MenuItem>}
      {choices.map((choice) => (
        <MenuItem key={choice} value={choice}>
          {choice}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** Several texts or numbers, each on a line of its own. */
export function ListInput(props: FieldProps): JSX.Element {
  const translate = useTranslate();
  const { label, schema, value, onChange, pointer, problems } = props;
  const [text, setText] = useState(() => (Array.isArray(value) ? value.map(String).join('\n') : ''));
  const isNumeric = schema.items?.type !== 'string';
  const help = useHelp(props);
  const type = (typed: string): void => {
    setText(typed);
    const lines = typed
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    onChange(lines.length === 0 ? undefined : isNumeric ? lines.map(Number) : lines);
  };
  const wrong = [...problems].find(([place]) => place.startsWith(`${pointer}/`))?.[1];
  return (
    <TextField
      size="small"
      label={label}
      value={text}
      onChange={({ target }) => {
        type(target.value);
      }}
      error={problems.has(pointer) || wrong !== undefined}
      helperText={wrong ?? [help, translate('panel.set_up.list_help')].filter(Boolean).join(' ')}
      multiline
      minRows={2}
      slotProps={{ htmlInput: { spellCheck: false } }}
      fullWidth
    />
  );
}

/** Anything that has no field of its own. What cannot be read is not taken over. */
export function JsonInput(props: FieldProps & { readonly minRows?: number }): JSX.Element {
  const translate = useTranslate();
  const { label, value, onChange, pointer, problems, minRows = 3 } = props;
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const [problem, setProblem] = useState<string | null>(null);
  const help = useHelp(props);
  const type = (typed: string): void => {
    setText(typed);
    try {
      onChange(typed.trim() === '' ? undefined : JSON.parse(typed));
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <TextField
      size="small"
      label={label}
      value={text}
      onChange={({ target }) => {
        type(target.value);
      }}
      error={problem !== null || problems.has(pointer)}
      helperText={problem === null ? (help ?? 'JSON') : translate('panel.set_up.not_json', { problem })}
      multiline
      minRows={minRows}
      maxRows={40}
      slotProps={{ htmlInput: { spellCheck: false, style: CODE } }}
      fullWidth
    />
  );
}
