import { Box, Tab, Tabs, Typography } from '@mui/material';
import { useId, useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useWords } from '../i18n/words';
import { Section } from '../page/page';
import { tablesOf, withRules, type Graph } from './graph';
import { RuleTable } from './rule-table';

interface Props {
  readonly graph: Graph;
  readonly mayEdit: boolean;
  readonly onChange: (graph: Graph) => void;
}

/** The tables of a rule set, one at a time. */
export function RuleSection({ graph, mayEdit, onChange }: Props): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const tables = tablesOf(graph);
  const [chosen, setChosen] = useState<string | null>(null);
  const panelId = useId();
  const table = tables.find(({ id }) => id === chosen) ?? tables[0];
  return (
    <Section title={translate('panel.decisions.rules')} note={translate('panel.decisions.rules_text')} isFlush>
      {table === undefined ? (
        <Typography sx={{ px: 2.5 }}>{translate('panel.decisions.no_tables')}</Typography>
      ) : (
        <>
          <Tabs
            value={table.id}
            onChange={(_event, id: string) => {
              setChosen(id);
            }}
            variant="scrollable"
            scrollButtons="auto"
            aria-label={translate('panel.decisions.rules')}
            sx={{ px: 1.5, borderBottom: 1, borderColor: 'divider' }}
          >
            {tables.map(({ id, name, content }) => (
              <Tab
                key={id}
                value={id}
                id={`${panelId}-${id}`}
                aria-controls={panelId}
                label={`${words('decision_table', id) === id ? name : words('decision_table', id)} (${content.rules.length})`}
              />
            ))}
          </Tabs>
          <Box role="tabpanel" id={panelId} aria-labelledby={`${panelId}-${table.id}`} sx={{ overflowX: 'auto' }}>
            <RuleTable
              table={table}
              mayEdit={mayEdit}
              onChange={(change) => {
                onChange(withRules(graph, table.id, change));
              }}
            />
          </Box>
        </>
      )}
    </Section>
  );
}
