import { Alert, Box, Button, Stack, TextField, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useMayAct } from '../access/rights';
import { dataProvider } from '../data/data-provider';
import { hub } from '../hub/hub';
import { Moment } from '../i18n/format';
import { useErrorText } from '../i18n/words';
import { Section } from '../page/page';
import type { Comment } from './records';

const READ_AGAIN_MS = 15_000;

/** What colleagues have found out. */
export function CommentSection({ groupId }: { readonly groupId: string }): JSX.Element {
  const translate = useTranslate();
  const mayAct = useMayAct();
  const { data = [], isSuccess } = useQuery<readonly Comment[]>({
    queryKey: ['error-comments', groupId],
    queryFn: async () => hub.get<readonly Comment[]>(`/error-groups/${groupId}/comments`),
    refetchInterval: READ_AGAIN_MS,
  });
  return (
    <Section title={translate('panel.errors.comments')}>
      <Stack spacing={2}>
        {mayAct && <NewComment groupId={groupId} />}
        {isSuccess && data.length === 0 && (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {translate('panel.errors.comments_empty')}
          </Typography>
        )}
        {data.map(({ id, at, author, text }) => (
          <Box key={id}>
            <Typography variant="body2" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {text}
            </Typography>
            <Typography variant="caption" sx={{ color: 'text.secondary' }}>
              {author ?? translate('panel.errors.somebody')} · <Moment at={at} />
            </Typography>
          </Box>
        ))}
      </Stack>
    </Section>
  );
}

interface Draft {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly send: () => Promise<void>;
  readonly isBusy: boolean;
  readonly problem: string | null;
}

function useDraft(groupId: string): Draft {
  const errorText = useErrorText();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const body = { text: text.trim() };
      const said = await dataProvider.act<readonly Comment[]>('error-groups', groupId, 'comments', body);
      client.setQueryData(['error-comments', groupId], said);
      setText('');
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return { text, setText, send, isBusy, problem };
}

function NewComment({ groupId }: { readonly groupId: string }): JSX.Element {
  const translate = useTranslate();
  const { text, setText, send, isBusy, problem } = useDraft(groupId);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack spacing={1} sx={{ alignItems: 'start' }}>
        <TextField
          label={translate('panel.errors.comment')}
          helperText={translate('panel.errors.comment_help')}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
          }}
          multiline
          minRows={2}
          fullWidth
          slotProps={{ htmlInput: { maxLength: 2_000 } }}
        />
        {problem !== null && <Alert severity="error">{problem}</Alert>}
        <Button type="submit" variant="outlined" loading={isBusy} disabled={text.trim() === ''}>
          {translate('panel.errors.comment_add')}
        </Button>
      </Stack>
    </form>
  );
}
