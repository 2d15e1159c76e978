import { TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { hub } from '../hub/hub';
import { useWords } from '../i18n/words';
import { useListFilters } from '../page/list-filters';
import { SelectFilter } from '../page/select-filter';
import { AUDIT_SUBJECTS } from './records';

interface Person {
  readonly id: string;
  readonly email: string;
}

/** By person, action, subject and day. */
export function AuditFilters(): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const { data: actions = [] } = useQuery<readonly string[]>({
    queryKey: ['audit-actions'],
    queryFn: async () => hub.get<readonly string[]>('/audit-events/actions'),
  });
  const { data: people = [] } = useQuery<readonly Person[]>({
    queryKey: ['error-people'],
    queryFn: async () => hub.get<readonly Person[]>('/error-groups/people'),
  });
  return (
    <>
      <SelectFilter
        source="actor"
        label={translate('panel.audit.who')}
        any={translate('panel.errors.anybody')}
        choices={people.map(({ id, email }) => ({ id: `user:${id}`, name: email }))}
      />
      <SelectFilter
        source="action"
        label={translate('panel.audit.what')}
        any={translate('panel.audit.any_action')}
        choices={actions.map((action) => ({ id: action, name: words('audit_action', action) }))}
      />
      <SelectFilter
        source="subjectType"
        label={translate('panel.audit.subject')}
        any={translate('panel.audit.any_subject')}
        choices={AUDIT_SUBJECTS.map((subject) => ({ id: subject, name: words('audit_subject', subject) }))}
      />
      <SubjectId />
      <Day source="since" />
      <Day source="until" />
    </>
  );
}

/** Searched when the person leaves the field or presses Enter: half an id finds nothing. */
function SubjectId(): JSX.Element {
  const translate = useTranslate();
  const { values, change } = useListFilters();
  const searched = typeof values.subjectId === 'string' ? values.subjectId : '';
  const [text, setText] = useState(searched);
  useEffect(() => {
    setText(searched);
  }, [searched]);
  const search = (): void => {
    if (text.trim() !== searched) change('subjectId', text.trim() === '' ? null : text.trim());
  };
  return (
    <TextField
      size="small"
      label={translate('panel.audit.subject_id')}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
      }}
      onBlur={search}
      onKeyDown={({ key }) => {
        if (key === 'Enter') search();
      }}
      slotProps={{ htmlInput: { maxLength: 200, spellCheck: false }, inputLabel: { shrink: true } }}
      sx={{ minWidth: 200 }}
    />
  );
}

/** A day of the browser's calendar; the hub is asked for instants. */
function Day({ source }: { readonly source: 'since' | 'until' }): JSX.Element {
  const translate = useTranslate();
  const { values, change } = useListFilters();
  const value = values[source];
  return (
    <TextField
      size="small"
      type="date"
      label={translate(`panel.audit.${source}`)}
      value={typeof value === 'string' ? dayOf(value, source) : ''}
      onChange={({ target }) => {
        change(source, target.value === '' ? null : instantOf(target.value, source));
      }}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
}

/** The last day counts whole: its end is the beginning of the next one. */
function instantOf(day: string, source: 'since' | 'until'): string {
  const start = new Date(`${day}T00:00:00`);
  if (source === 'until') start.setDate(start.getDate() + 1);
  return start.toISOString();
}

function dayOf(instant: string, source: 'since' | 'until'): string {
  const day = new Date(instant);
  if (source === 'until') day.setDate(day.getDate() - 1);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
