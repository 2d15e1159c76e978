import UploadIcon from '@mui/icons-material/UploadFile';
import { Alert, AlertTitle, Button, Checkbox, FormControlLabel, Stack } from '@mui/material';
import { useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { FormDialog } from '../actions/form-dialog';
import { hub } from '../hub/hub';
import { tablesPath, type ImportReport } from './records';

interface Props {
  readonly connectionId: string;
  readonly table: string;
  readonly onImported: () => void;
}

/** So many wrong lines are named; who has more looks at the file. */
const NAMED_PROBLEMS = 20;

/** Takes over a CSV file; afterwards says what became of it. */
export function ImportButton({ connectionId, table, onImported }: Props): JSX.Element {
  const translate = useTranslate();
  const [isOpen, setOpen] = useState(false);
  const [report, setReport] = useState<ImportReport | null>(null);
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<UploadIcon />}
        onClick={() => {
          setReport(null);
          setOpen(true);
        }}
      >
        {translate('panel.lookups.import')}
      </Button>
      {isOpen && (
        <ImportDialog
          connectionId={connectionId}
          table={table}
          report={report}
          onClose={() => {
            setOpen(false);
          }}
          onReport={(next) => {
            setReport(next);
            onImported();
          }}
        />
      )}
    </>
  );
}

interface DialogProps {
  readonly connectionId: string;
  readonly table: string;
  readonly report: ImportReport | null;
  readonly onClose: () => void;
  readonly onReport: (report: ImportReport) => void;
}

function ImportDialog({ connectionId, table, report, onClose, onReport }: DialogProps): JSX.Element {
  const translate = useTranslate();
  const [file, setFile] = useState<File | null>(null);
  const [replace, setReplace] = useState(false);
  const run = async (): Promise<void> => {
    const body = { csv: (await file?.text()) ?? '', replace };
    const path = `${tablesPath(connectionId, table)}/import`;
    onReport((await hub.call<ImportReport>(path, { method: 'POST', body })).body);
  };
  return (
    <FormDialog
      title={translate('panel.lookups.import_title')}
      text={translate('panel.lookups.import_text')}
      submit={translate('panel.lookups.import')}
      isReady={file !== null}
      run={run}
      onClose={onClose}
    >
      <input
        type="file"
        accept=".csv,text/csv,text/plain"
        aria-label={translate('panel.lookups.file')}
        onChange={({ target }) => {
          setFile(target.files?.[0] ?? null);
        }}
      />
      <FormControlLabel
        label={translate('panel.lookups.replace')}
        control={
          <Checkbox
            size="small"
            checked={replace}
            onChange={({ target }) => {
              setReplace(target.checked);
            }}
          />
        }
      />
      {report !== null && <Report report={report} />}
    </FormDialog>
  );
}

function Report({ report }: { readonly report: ImportReport }): JSX.Element {
  const translate = useTranslate();
  const { stored, same, removed, problems } = report;
  return (
    <Stack spacing={1}>
      <Alert severity="success">{translate('panel.lookups.imported', { stored, same, removed })}</Alert>
      {problems.length > 0 && (
        <Alert severity="warning">
          <AlertTitle>{translate('panel.lookups.import_problems', { smart_count: problems.length })}</AlertTitle>
          {problems.slice(0, NAMED_PROBLEMS).map(({ line, message }) => (
            <div key={line}>{translate('panel.lookups.line', { line, message })}</div>
          ))}
        </Alert>
      )}
    </Stack>
  );
}
