import { Alert, Stack } from '@mui/material';
import { useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useMay } from '../access/rights';
import { useWords } from '../i18n/words';
import { Columns, Page } from '../page/page';
import { RecordPage } from '../page/record-page';
import { StatusChip } from '../status/status-chip';
import { CaseSection } from './case-section';
import { DraftActions } from './draft-actions';
import type { Graph } from './graph';
import type { Decision } from './records';
import { RuleSection } from './rule-section';
import { SimulationSection } from './simulation-section';
import { TraceSection } from './trace-section';
import { TrySection } from './try-section';
import { VersionSection } from './version-section';

export function DecisionPage(): JSX.Element {
  return <RecordPage<Decision> render={(decision) => <View decision={decision} />} readAgainMs={() => null} />;
}

function View({ decision }: { readonly decision: Decision }): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const mayEdit = useMay('decisions');
  const { id, kind, draft } = decision;
  const [edited, setEdited] = useState<Graph | null>(null);
  const graph = edited ?? savedGraph(decision);
  return (
    <Page
      title={words('decision_name', id)}
      back={{ to: '/decisions', name: translate('panel.decisions.title') }}
      status={<State decision={decision} isEdited={edited !== null} />}
      lead={words('decision_does', kind)}
      actions={
        mayEdit && (
          <DraftActions
            decision={decision}
            edited={edited}
            onSaved={() => {
              setEdited(null);
            }}
          />
        )
      }
    >
      <Stack spacing={2}>
        {decision.failed > 0 && (
          <Alert severity="error">{translate('panel.decisions.failing', { smart_count: decision.failed })}</Alert>
        )}
        {graph !== null && <RuleSection graph={graph} mayEdit={mayEdit} onChange={setEdited} />}
        <Columns
          main={
            <>
              <CaseSection decision={decision} mayEdit={mayEdit} />
              {graph !== null && <TrySection decision={decision} graph={graph} />}
              {draft !== null && <SimulationSection decision={decision} />}
            </>
          }
          side={
            <>
              <VersionSection decision={decision} mayEdit={mayEdit} />
              <TraceSection decisionId={id} />
            </>
          }
        />
      </Stack>
    </Page>
  );
}

/** What is worked on: the draft, or else what is live. */
function savedGraph({ draft, live }: Decision): Graph | null {
  return (draft ?? live)?.graph ?? null;
}

function State({ decision, isEdited }: { readonly decision: Decision; readonly isEdited: boolean }): JSX.Element {
  const translate = useTranslate();
  const { liveVersion, draftVersion } = decision;
  return (
    <>
      {liveVersion !== null && (
        <StatusChip tone="good" text={translate('panel.decisions.live_version', { version: liveVersion })} />
      )}
      {draftVersion !== null && (
        <StatusChip tone="busy" text={translate('panel.decisions.draft_version', { version: draftVersion })} />
      )}
      {isEdited && <StatusChip tone="warning" text={translate('panel.decisions.not_saved')} />}
    </>
  );
}
