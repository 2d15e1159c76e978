import AddIcon from '@mui/icons-material/Add';
import UpIcon from '@mui/icons-material/ArrowUpward';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import {
  Box,
  Button,
  IconButton,
  InputBase,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useWords } from '../i18n/words';
import { MONOSPACE } from '../theme/theme';
import { changed, emptyRule, movedUp, without, type Column, type Rule, type TableNode } from './graph';

interface Props {
  readonly table: TableNode;
  readonly mayEdit: boolean;
  readonly onChange: (change: (rules: readonly Rule[]) => readonly Rule[]) => void;
}

/** More rows than these make a page slow. */
const MOST_SHOWN = 300;

/** Conditions on the left, what follows from them on the right; each row one rule. */
export function RuleTable({ table, mayEdit, onChange }: Props): JSX.Element {
  const translate = useTranslate();
  const { inputs, outputs, rules, hitPolicy } = table.content;
  const columns = [...inputs, ...outputs];
  return (
    <>
      <Table size="small" sx={{ minWidth: 720 }}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ width: 40 }}>#</TableCell>
            {columns.map((column, index) => (
              <ColumnTitle key={column.id} column={column} isResult={index >= inputs.length} />
            ))}
            <TableCell />
          </TableRow>
        </TableHead>
        <TableBody>
          {rules.slice(0, MOST_SHOWN).map((rule, at) => (
            <RuleRow key={rule._id ?? at} rule={rule} at={at} columns={columns} mayEdit={mayEdit} onChange={onChange} />
          ))}
        </TableBody>
      </Table>
      <Box sx={{ px: 2.5, py: 1.5 }}>
        {rules.length === 0 && <Typography gutterBottom>{translate('panel.decisions.no_rules')}</Typography>}
        {rules.length > MOST_SHOWN && (
          <Typography gutterBottom>{translate('panel.decisions.shown', { number: MOST_SHOWN })}</Typography>
        )}
        <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
          {translate(`panel.decisions.policy_${hitPolicy}`)} {translate('panel.decisions.cells')}
        </Typography>
        {mayEdit && (
          <Button
            startIcon={<AddIcon />}
            onClick={() => {
              onChange((all) => [...all, emptyRule(table.content, crypto.randomUUID())]);
            }}
          >
            {translate('panel.decisions.add_rule')}
          </Button>
        )}
      </Box>
    </>
  );
}

interface RowProps extends Omit<Props, 'table'> {
  readonly rule: Rule;
  readonly at: number;
  readonly columns: readonly Column[];
}

function RuleRow({ rule, at, columns, mayEdit, onChange }: RowProps): JSX.Element {
  return (
    <TableRow>
      <TableCell>{at + 1}</TableCell>
      {columns.map(({ id, name }) => (
        <Cell
          key={id}
          text={rule[id] ?? ''}
          label={`${name}, ${at + 1}`}
          mayEdit={mayEdit}
          onChange={(text) => {
            onChange((all) => changed(all, at, id, text));
          }}
        />
      ))}
      <TableCell sx={{ whiteSpace: 'nowrap', textAlign: 'right' }}>
        {mayEdit && <RowButtons at={at} onChange={onChange} />}
      </TableCell>
    </TableRow>
  );
}

function ColumnTitle({ column, isResult }: { readonly column: Column; readonly isResult: boolean }): JSX.Element {
  const words = useWords();
  const { id, name, field } = column;
  const key = field ?? id;
  const known = words('decision_column', key);
  return (
    <TableCell sx={isResult ? { color: 'primary.main' } : undefined}>
      {known === key ? name : known}
      <Typography variant="caption" component="div" sx={{ color: 'text.secondary', fontFamily: MONOSPACE }}>
        {field}
      </Typography>
    </TableCell>
  );
}

interface CellProps {
  readonly text: string;
  readonly label: string;
  readonly mayEdit: boolean;
  readonly onChange: (text: string) => void;
}

function Cell({ text, label, mayEdit, onChange }: CellProps): JSX.Element {
  const style = { fontFamily: MONOSPACE, fontSize: '0.8125rem' };
  if (!mayEdit) return <TableCell sx={{ ...style, overflowWrap: 'anywhere' }}>{text === '' ? '–' : text}</TableCell>;
  return (
    <TableCell sx={{ p: 0.5 }}>
      <InputBase
        value={text}
        onChange={({ target }) => {
          onChange(target.value);
        }}
        placeholder="–"
        fullWidth
        sx={{
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          px: 1,
          '&.Mui-focused': { borderColor: 'primary.main' },
        }}
        slotProps={{ input: { 'aria-label': label, spellCheck: false, style } }}
      />
    </TableCell>
  );
}

function RowButtons({ at, onChange }: { readonly at: number; readonly onChange: Props['onChange'] }): JSX.Element {
  const translate = useTranslate();
  return (
    <>
      <IconButton
        size="small"
        disabled={at === 0}
        aria-label={translate('panel.decisions.move_up', { row: at + 1 })}
        onClick={() => {
          onChange((all) => movedUp(all, at));
        }}
      >
        <UpIcon fontSize="small" />
      </IconButton>
      <IconButton
        size="small"
        aria-label={translate('panel.decisions.remove_rule', { row: at + 1 })}
        onClick={() => {
          onChange((all) => without(all, at));
        }}
      >
        <DeleteIcon fontSize="small" />
      </IconButton>
    </>
  );
}
