import { Table, TableBody, TableCell, TableFooter, TableHead, TableRow, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import type { Order } from '../hub/records';
import { useFormat } from '../i18n/format';
import { Section } from '../page/page';

const EDGES = {
  '& td:first-of-type, & th:first-of-type': { pl: 2.5 },
  '& td:last-of-type, & th:last-of-type': { pr: 2.5 },
} as const;

/** What was ordered. */
export function LineSection({ order }: { readonly order: Order }): JSX.Element {
  const translate = useTranslate();
  return (
    <Section title={translate('panel.orders.lines')} isFlush>
      <Table size="small" sx={EDGES}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('panel.orders.product')}</TableCell>
            <TableCell align="right">{translate('panel.orders.quantity')}</TableCell>
            <TableCell align="right">{translate('panel.orders.price')}</TableCell>
          </TableRow>
        </TableHead>
        <Lines order={order} />
        <Sums order={order} />
      </Table>
    </Section>
  );
}

function Lines({ order }: { readonly order: Order }): JSX.Element {
  const format = useFormat();
  return (
    <TableBody>
      {order.lines.map(({ id, name, sku, quantity, unitPrice }) => (
        <TableRow key={id}>
          <TableCell>
            {name}
            <Typography variant="caption" component="div" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
              {sku}
            </Typography>
          </TableCell>
          <TableCell align="right">{format.number(Number(quantity))}</TableCell>
          <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
            {format.money({ amount: unitPrice.gross, currency: unitPrice.currency })}
          </TableCell>
        </TableRow>
      ))}
    </TableBody>
  );
}

function Sums({ order: { delivery, totals } }: { readonly order: Order }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <TableFooter sx={{ '& td': { fontSize: '0.875rem', color: 'text.primary', borderBottom: 0 } }}>
      <TableRow>
        <TableCell colSpan={2}>{translate('panel.orders.delivery_price')}</TableCell>
        <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
          {format.money({ amount: delivery.price.gross, currency: delivery.price.currency })}
        </TableCell>
      </TableRow>
      <TableRow sx={{ '& td': { fontWeight: 650 } }}>
        <TableCell colSpan={2}>{translate('panel.orders.total')}</TableCell>
        <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
          {format.money({ amount: totals.gross, currency: totals.currency })}
        </TableCell>
      </TableRow>
    </TableFooter>
  );
}
