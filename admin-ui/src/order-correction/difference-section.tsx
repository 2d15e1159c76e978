import { Box, Stack, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { Moment } from '../i18n/format';
import { Section } from '../page/page';
import { textOf, type Difference, type Json } from './document';
import type { CorrectedOrder } from './records';

/** What is not the same any more, field by field. */
export function DifferenceSection({ changes }: { readonly changes: readonly Difference[] }): JSX.Element {
  const translate = useTranslate();
  return (
    <Section title={translate('panel.correction.changes')}>
      {changes.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('panel.correction.changes_empty')}
        </Typography>
      ) : (
        <Differences changes={changes} />
      )}
    </Section>
  );
}

export function EarlierSection({ corrections }: Pick<CorrectedOrder, 'corrections'>): JSX.Element | null {
  const translate = useTranslate();
  if (corrections.length === 0) return null;
  return (
    <Section title={translate('panel.correction.earlier')}>
      <Stack spacing={2}>
        {corrections.map(({ at, author, reason, changes }) => (
          <Box key={at}>
            <Typography variant="body2" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
              {reason}
            </Typography>
            <Typography variant="caption" sx={{ color: 'text.secondary' }}>
              {author ?? translate('panel.errors.somebody')} · <Moment at={at} exact />
            </Typography>
            <Differences
              changes={changes.map(({ pointer, before, after }) => ({ place: pointer.slice(1), before, after }))}
            />
          </Box>
        ))}
      </Stack>
    </Section>
  );
}

function Differences({ changes }: { readonly changes: readonly Difference[] }): JSX.Element {
  return (
    <Stack component="ul" spacing={1} sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {changes.map(({ place, before, after }) => (
        <Box component="li" key={place}>
          <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
            <code>{place}</code>
          </Typography>
          <Typography variant="body2" component="div" sx={{ overflowWrap: 'anywhere' }}>
            <Value as="del" value={before} colour="error.main" /> →{' '}
            <Value as="ins" value={after} colour="success.main" />
          </Typography>
        </Box>
      ))}
    </Stack>
  );
}

interface ValueProps {
  readonly as: 'del' | 'ins';
  readonly value: Json;
  readonly colour: string;
}

function Value({ as, value, colour }: ValueProps): JSX.Element {
  const translate = useTranslate();
  const text = textOf(value);
  return (
    <Box component={as} sx={{ color: colour, textDecoration: as === 'ins' ? 'none' : undefined }}>
      {text === '' ? translate('panel.correction.empty_value') : text}
    </Box>
  );
}
