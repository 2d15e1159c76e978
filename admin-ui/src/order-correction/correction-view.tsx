import { Alert, Stack, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import type { SyncJobRow } from '../hub/records';
import { Columns, Page, Section } from '../page/page';
import { CorrectionForm } from './correction-form';
import { differences, textOf, valueAt, type Json } from './document';
import { DifferenceSection, EarlierSection } from './difference-section';
import { JsonEditor } from './json-editor';
import type { CorrectedOrder } from './records';
import { SaveSection } from './save-section';

interface Props {
  readonly id: string;
  readonly order: CorrectedOrder;
  readonly failed: SyncJobRow | null;
}

export function CorrectionView({ id, order, failed }: Props): JSX.Element {
  const translate = useTranslate();
  const [draft, setDraft] = useState<Json>(order.current);
  const [mode, setMode] = useState<'form' | 'json'>('form');
  const [isReadable, setReadable] = useState(true);
  const number = textOf(valueAt(order.current, ['externalId']));
  const changes = differences(order.current, draft);
  return (
    <Page
      title={translate('panel.correction.title', { number })}
      back={{ to: `/orders/${id}/show`, name: translate('panel.orders.order', { number }) }}
      lead={translate('panel.correction.lead')}
    >
      <Columns
        main={
          <>
            {failed?.error != null && <Alert severity="warning">{failed.error.summary}</Alert>}
            {!order.maySensitive && <Alert severity="info">{translate('panel.correction.sensitive')}</Alert>}
            <ModeSwitch mode={mode} onChange={setMode} isReadable={isReadable} />
            {mode === 'form' ? (
              <CorrectionForm draft={draft} onChange={setDraft} maySensitive={order.maySensitive} />
            ) : (
              <Section title={translate('panel.correction.document')}>
                <JsonEditor value={draft} onChange={setDraft} onReadable={setReadable} />
              </Section>
            )}
          </>
        }
        side={
          <Stack spacing={2} sx={{ position: { lg: 'sticky' }, top: { lg: 72 } }}>
            <DifferenceSection changes={changes} />
            <SaveSection
              id={id}
              draft={draft}
              version={order.version}
              failed={failed}
              isReady={changes.length > 0 && isReadable}
            />
            <EarlierSection corrections={order.corrections} />
          </Stack>
        }
      />
    </Page>
  );
}

interface SwitchProps {
  readonly mode: 'form' | 'json';
  readonly onChange: (mode: 'form' | 'json') => void;
  /** Text that is no JSON cannot be shown as a form. */
  readonly isReadable: boolean;
}

function ModeSwitch({ mode, onChange, isReadable }: SwitchProps): JSX.Element {
  const translate = useTranslate();
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      value={mode}
      aria-label={translate('panel.correction.form')}
      onChange={(_event, value: 'form' | 'json' | null) => {
        if (value !== null) onChange(value);
      }}
    >
      <ToggleButton value="form" disabled={!isReadable}>
        {translate('panel.correction.form')}
      </ToggleButton>
      <ToggleButton value="json">{translate('panel.correction.json')}</ToggleButton>
    </ToggleButtonGroup>
  );
}
