import { Alert, Stack, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import type { JobError, SyncJob } from '../hub/records';
import { useWords } from '../i18n/words';
import { Section } from '../page/page';

/** What failed and what can be done; or what the job waits for. */
export function FailureSection({ job }: { readonly job: SyncJob }): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const isInDoubt = job.state === 'in-doubt' || job.outcomeUnknown === true;
  if (job.error === null) {
    return (
      <Section title={translate('panel.jobs.state')}>
        <Typography variant="body2">{job.note ?? words('job_state', job.state)}</Typography>
      </Section>
    );
  }
  return (
    <Section title={translate('panel.jobs.what_failed')}>
      <Stack spacing={2}>
        <Failure error={job.error} />
        {isInDoubt && <Alert severity="info">{translate('panel.jobs.unknown')}</Alert>}
      </Stack>
    </Section>
  );
}

function Failure({ error }: { readonly error: JobError }): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  return (
    <>
      <div>
        <Typography sx={{ overflowWrap: 'anywhere' }}>{error.summary}</Typography>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {words('error_class', error.class)} · {translate('panel.jobs.code')}: <code>{error.code}</code>
        </Typography>
      </div>
      <div>
        <Typography variant="h3">{translate('panel.jobs.fix')}</Typography>
        <Typography variant="body2">{error.fix ?? translate('panel.jobs.no_fix')}</Typography>
      </div>
    </>
  );
}
