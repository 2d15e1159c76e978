import { TextField } from '@mui/material';
import { useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { FormDialog } from '../actions/form-dialog';
import { dataProvider } from '../data/data-provider';
import { JsonField, readJson, shownJson } from './json-field';
import type { Decision, TestCase } from './records';

interface Props {
  readonly decision: Decision;
  /** Null for a new one. */
  readonly testCase: TestCase | null;
  readonly mayEdit: boolean;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const LONGEST_NAME = 120;

/** A test case: what is asked, and what the answer must hold. */
export function CaseDialog({ decision, testCase, mayEdit, onClose, onSaved }: Props): JSX.Element {
  const translate = useTranslate();
  const label = (part: string): string => translate(`panel.decisions.${part}`);
  const [{ name, input, expected }, setTexts] = useState(() => textsOf(decision, testCase));
  const change = (part: keyof Texts) => (text: string) => {
    setTexts((all) => ({ ...all, [part]: text }));
  };
  const asked = readJson(input);
  const wanted = readJson(expected);
  const save = async (): Promise<void> => {
    const body = { name: name.trim(), input: asked.value, expected: wanted.value };
    await dataProvider.act('decisions', decision.id, 'cases', body);
    onSaved();
  };
  return (
    <FormDialog
      title={testCase?.name ?? label('add_case')}
      text={label('case_text')}
      submit={label('save_case')}
      isReady={mayEdit && name.trim() !== '' && [asked, wanted].every(({ problem }) => problem === null)}
      run={save}
      onClose={onClose}
    >
      <TextField
        label={translate('panel.set_up.name')}
        value={name}
        required
        disabled={testCase !== null}
        onChange={({ target }) => {
          change('name')(target.value);
        }}
        slotProps={{ htmlInput: { maxLength: LONGEST_NAME } }}
        autoFocus={testCase === null}
        fullWidth
      />
      <JsonField label={label('asked')} text={input} onChange={change('input')} />
      <JsonField
        label={label('expected')}
        help={label('expected_help')}
        text={expected}
        onChange={change('expected')}
      />
    </FormDialog>
  );
}

interface Texts {
  readonly name: string;
  readonly input: string;
  readonly expected: string;
}

/** A new one begins with the question of another one. */
function textsOf(decision: Decision, testCase: TestCase | null): Texts {
  if (testCase === null) return { name: '', input: shownJson(decision.testCases[0]?.input ?? {}), expected: '{}' };
  return { name: testCase.name, input: shownJson(testCase.input), expected: shownJson(testCase.expected) };
}
