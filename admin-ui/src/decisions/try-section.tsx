import { Alert, Button, Stack } from '@mui/material';
import { useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useRequest } from '../actions/use-request';
import { dataProvider } from '../data/data-provider';
import { useErrorText } from '../i18n/words';
import { CodeBlock } from '../page/code-block';
import { Section } from '../page/page';
import type { Graph } from './graph';
import { JsonField, readJson, shownJson } from './json-field';
import type { Answer, Decision } from './records';
import { Steps } from './steps';

/** Asks what stands above, saved or not; nothing is kept. */
export function TrySection({ decision, graph }: { readonly decision: Decision; readonly graph: Graph }): JSX.Element {
  const translate = useTranslate();
  const errorText = useErrorText();
  const request = useRequest();
  const [text, setText] = useState(shownJson(decision.testCases[0]?.input ?? {}));
  const [answer, setAnswer] = useState<Answer | null>(null);
  const read = readJson(text);
  const label = (part: string): string => translate(`panel.decisions.${part}`);
  const ask = async (): Promise<void> => {
    setAnswer(null);
    setAnswer(await dataProvider.act<Answer>('decisions', decision.id, 'try', { graph, input: read.value }));
  };
  return (
    <Section title={label('try')} note={label('try_text')}>
      <Stack spacing={1.5} sx={{ pt: 1 }}>
        <JsonField label={label('asked')} text={text} onChange={setText} />
        <Button
          variant="outlined"
          loading={request.isBusy}
          disabled={read.problem !== null}
          onClick={() => {
            request.run(ask);
          }}
          sx={{ alignSelf: 'flex-start' }}
        >
          {label('ask')}
        </Button>
        {request.error !== null && <Alert severity="error">{errorText(request.error)}</Alert>}
        {answer !== null && (
          <>
            {answer.problem !== null && <Alert severity="error">{answer.problem}</Alert>}
            <Steps steps={answer.steps} />
            {answer.problem === null && <CodeBlock text={JSON.stringify(answer.output)} label={label('answer')} />}
          </>
        )}
      </Stack>
    </Section>
  );
}
