import { Alert, Button, Stack } from '@mui/material';
import type { JSX } from 'react';
import { useNotify, useRefresh, useTranslate } from 'react-admin';
import { ActionButton } from '../actions/action-button';
import { useRequest } from '../actions/use-request';
import { dataProvider } from '../data/data-provider';
import { useErrorText } from '../i18n/words';
import { HubError } from '../hub/hub-error';
import type { Graph } from './graph';
import type { Decision } from './records';

interface Props {
  readonly decision: Decision;
  readonly edited: Graph | null;
  readonly onSaved: () => void;
}

/** Save, throw away, publish: what is edited first becomes the draft, and the draft then answers. */
export function DraftActions({ decision, edited, onSaved }: Props): JSX.Element {
  const { draft } = decision;
  return (
    <Stack spacing={1} sx={{ alignItems: 'flex-end' }}>
      <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: 'wrap', justifyContent: 'flex-end' }}>
        {edited !== null && <SaveButtons decision={decision} edited={edited} onSaved={onSaved} />}
        {edited === null && draft !== null && <DraftButtons decision={decision} version={draft.version} />}
      </Stack>
    </Stack>
  );
}

function SaveButtons({ decision, edited, onSaved }: Props & { readonly edited: Graph }): JSX.Element {
  const translate = useTranslate();
  const notify = useNotify();
  const refresh = useRefresh();
  const request = useRequest();
  const save = async (): Promise<void> => {
    const revision = decision.draft?.revision ?? null;
    await dataProvider.act('decisions', decision.id, 'draft', { graph: edited, revision });
    notify(translate('panel.decisions.saved'), { type: 'success' });
    onSaved();
    refresh();
  };
  return (
    <Stack spacing={1} sx={{ alignItems: 'flex-end' }}>
      <Stack direction="row" spacing={1}>
        <Button color="inherit" onClick={onSaved} disabled={request.isBusy}>
          {translate('panel.decisions.undo_edits')}
        </Button>
        <Button
          variant="contained"
          loading={request.isBusy}
          onClick={() => {
            request.run(save);
          }}
        >
          {translate('panel.decisions.save')}
        </Button>
      </Stack>
      {request.error !== null && <Problems error={request.error} />}
    </Stack>
  );
}

function Problems({ error }: { readonly error: unknown }): JSX.Element {
  const errorText = useErrorText();
  const details = error instanceof HubError ? error.details : [];
  return (
    <Alert severity="error" sx={{ maxWidth: 720 }}>
      {details.length === 0
        ? errorText(error)
        : details.map(({ pointer, message }) => <div key={pointer}>{message}</div>)}
    </Alert>
  );
}

function DraftButtons({ decision, version }: { readonly decision: Decision; readonly version: number }): JSX.Element {
  const translate = useTranslate();
  const label = (name: string): string => translate(`panel.decisions.${name}`);
  return (
    <>
      <ActionButton
        action={{
          label: label('discard'),
          title: translate('panel.decisions.discard_title', { version }),
          text: label('discard_text'),
          done: 'panel.decisions.discarded',
          isDangerous: true,
          run: async () => dataProvider.act('decisions', decision.id, 'draft/discard'),
        }}
      />
      <ActionButton
        variant="contained"
        action={{
          label: label('publish'),
          title: translate('panel.decisions.publish_title', { version }),
          text: translate('panel.decisions.publish_text', { smart_count: decision.testCases.length }),
          done: 'panel.decisions.published',
          fields: [
            {
              name: 'reason',
              label: translate('panel.reason'),
              help: translate('panel.reason_help'),
              isRequired: true,
              maxLength: 500,
            },
          ],
          run: async (answers) => dataProvider.act('decisions', decision.id, 'publish', answers),
        }}
      />
    </>
  );
}
