import { Stack, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { ActionButton } from '../actions/action-button';
import { dataProvider } from '../data/data-provider';
import { Moment } from '../i18n/format';
import { useWords } from '../i18n/words';
import { Section } from '../page/page';
import { StatusChip } from '../status/status-chip';
import type { Tone } from '../status/tone';
import type { Decision, VersionRow } from './records';

const TONE: Readonly<Record<VersionRow['state'], Tone>> = { draft: 'busy', live: 'good', retired: 'neutral' };

/** Every version with who published it and why; an earlier one answers again with one click. */
export function VersionSection({
  decision,
  mayEdit,
}: {
  readonly decision: Decision;
  readonly mayEdit: boolean;
}): JSX.Element {
  const translate = useTranslate();
  return (
    <Section title={translate('panel.decisions.versions')}>
      <Stack spacing={1.5}>
        {decision.versions.map((version) => (
          <Version key={version.version} decisionId={decision.id} version={version} mayEdit={mayEdit} />
        ))}
      </Stack>
    </Section>
  );
}

function Version({
  decisionId,
  version: { version, state, createdAt, createdBy, publishedAt, publishedBy, reason },
  mayEdit,
}: {
  readonly decisionId: string;
  readonly version: VersionRow;
  readonly mayEdit: boolean;
}): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  return (
    <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
      <Stack sx={{ flexGrow: 1, minWidth: 180 }}>
        <Typography variant="body2" component="div" sx={{ fontWeight: 600 }}>
          {translate('panel.decisions.version', { version })}{' '}
          <StatusChip tone={TONE[state]} text={words('decision_state', state)} />
        </Typography>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {publishedBy ?? createdBy} · <Moment at={publishedAt ?? createdAt} />
          {reason !== null && ` · ${reason}`}
        </Typography>
      </Stack>
      {mayEdit && state === 'retired' && (
        <ActionButton
          variant="text"
          action={{
            label: translate('panel.decisions.roll_back'),
            title: translate('panel.decisions.roll_back_title', { version }),
            text: translate('panel.decisions.roll_back_text'),
            done: 'panel.decisions.rolled_back',
            fields: [
              {
                name: 'reason',
                label: translate('panel.reason'),
                help: translate('panel.reason_help'),
                isRequired: true,
                maxLength: 500,
              },
            ],
            run: async (answers) => dataProvider.act('decisions', decisionId, 'roll-back', { ...answers, version }),
          }}
        />
      )}
    </Stack>
  );
}
