import { Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useWords } from '../i18n/words';
import type { Step } from './records';

/** Which rows of which tables applied, in words. Tables of which none did are left out. */
export function Steps({ steps }: { readonly steps: readonly Step[] }): JSX.Element {
  const translate = useTranslate();
  const said = steps.flatMap((step) => partsOf(step).map((part) => ({ ...part, step })));
  if (said.length === 0) return <Typography variant="body2">{translate('panel.decisions.no_row_applied')}</Typography>;
  return (
    <ul style={{ margin: 0, paddingInlineStart: '1.25rem' }}>
      {said.map(({ step, line, rows }) => (
        <Said key={`${step.node} ${line ?? ''}`} step={step} line={line} rows={rows} />
      ))}
    </ul>
  );
}

interface Part {
  /** Place in the list that the table goes through, from 1 on; null for a table that is asked once. */
  readonly line: number | null;
  readonly rows: readonly number[];
}

function Said({ step, line, rows }: Part & { readonly step: Step }): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const known = words('decision_table', step.node);
  const table = known === step.node ? step.name : known;
  const key = line === null ? 'applied' : 'applied_to_line';
  return (
    <Typography component="li" variant="body2">
      {translate(`panel.decisions.${key}`, { table, line, rows: rows.join(', '), smart_count: rows.length })}
    </Typography>
  );
}

function partsOf({ rows }: Step): Part[] {
  if (rows === null) return [];
  const parts = rows.map((row, index): Part =>
    typeof row === 'number' ? { line: null, rows: [row] } : { line: index + 1, rows: row },
  );
  const once = parts.filter(({ line }) => line === null).flatMap((part) => part.rows);
  const byLine = parts.filter(({ line, rows: of }) => line !== null && of.length > 0);
  return once.length > 0 ? [{ line: null, rows: once }] : byLine;
}
