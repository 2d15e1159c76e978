import { Table, TableBody, TableCell, TableRow, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useConnectionName } from '../hub/connection-names';
import type { Order } from '../hub/records';
import { useWords } from '../i18n/words';
import { Section } from '../page/page';

/** What other systems made for the order. */
export function DocumentSection({ order }: { readonly order: Order }): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const connectionName = useConnectionName();
  if (order.documents.length === 0) {
    return (
      <Section title={translate('panel.orders.documents')}>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('panel.orders.documents_empty')}
        </Typography>
      </Section>
    );
  }
  return (
    <Section title={translate('panel.orders.documents')} isFlush>
      <Table size="small" sx={{ '& td:first-of-type': { pl: 2.5 } }}>
        <TableBody>
          {order.documents.map(({ kind, system, id, number }) => (
            <TableRow key={`${kind}-${id}`}>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{words('document', kind)}</TableCell>
              <TableCell sx={{ overflowWrap: 'anywhere', minWidth: 110 }}>
                <code>{number ?? id}</code>
              </TableCell>
              <TableCell sx={{ color: 'text.secondary' }}>{system === null ? '' : connectionName(system)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Section>
  );
}
