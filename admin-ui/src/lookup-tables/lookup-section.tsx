import { Link as TextLink, List, ListItem, ListItemText, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { hub } from '../hub/hub';
import { Section } from '../page/page';
import { tablesPath, type LookupTable } from './records';

/** The lookup tables of a connection. */
export function LookupSection({ connectionId }: { readonly connectionId: string }): JSX.Element {
  const translate = useTranslate();
  const { data = [] } = useQuery<readonly LookupTable[]>({
    queryKey: ['lookup-tables', connectionId],
    queryFn: async () => hub.get<readonly LookupTable[]>(tablesPath(connectionId)),
  });
  return (
    <Section title={translate('panel.lookups.title')} note={translate('panel.lookups.note')}>
      {data.length === 0 && <Typography variant="body2">{translate('panel.lookups.none')}</Typography>}
      <List dense disablePadding>
        {data.map(({ name, title, ownRows, defaultRows }) => (
          <ListItem key={name} disableGutters>
            <ListItemText
              primary={
                <TextLink component={Link} to={tablesPath(connectionId, name)}>
                  {title}
                </TextLink>
              }
              secondary={[
                translate('panel.lookups.rows', { smart_count: ownRows }),
                translate('panel.lookups.defaults', { smart_count: defaultRows }),
              ].join(' · ')}
            />
          </ListItem>
        ))}
      </List>
    </Section>
  );
}
