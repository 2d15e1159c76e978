import { Alert, AlertTitle } from '@mui/material';
import { useEffect, useRef, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { HubError } from '../hub/hub-error';
import { useErrorText } from '../i18n/words';

/** What the hub says is wrong, by the place in what was sent. */
export function problemsOf(error: unknown): ReadonlyMap<string, string> {
  if (!(error instanceof HubError)) return new Map();
  return new Map(error.details.map(({ pointer, message }) => [pointer, message]));
}

/** Why it could not be saved, each with its place. Read out, and brought into sight. */
export function Problems({ error }: { readonly error: unknown }): JSX.Element | null {
  const translate = useTranslate();
  const errorText = useErrorText();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error !== null) place.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  if (error === null) return null;
  const isLate = error instanceof HubError && error.code === 'changed-meanwhile';
  const problems = [...problemsOf(error)];
  return (
    <Alert severity="error" ref={place}>
      <AlertTitle>{translate(isLate ? 'panel.set_up.changed_meanwhile' : 'panel.set_up.wrong')}</AlertTitle>
      {problems.length === 0 ? (
        errorText(error)
      ) : (
        <ul style={{ margin: 0, paddingLeft: 18 }}>
          {problems.map(([pointer, message]) => (
            <li key={pointer}>
              <code>{pointer}</code> {message}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
