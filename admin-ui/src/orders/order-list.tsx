import ReportProblemIcon from '@mui/icons-material/ReportProblemOutlined';
import { Link as TextLink, Stack, Tooltip } from '@mui/material';
import type { JSX } from 'react';
import { DataTable, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { ORDER_STATUSES, type OrderRow } from '../hub/records';
import { Moment, useFormat } from '../i18n/format';
import { useWords } from '../i18n/words';
import { ChipFilter } from '../page/chip-filter';
import { ListPage } from '../page/list-page';
import { SearchFilter } from '../page/search-filter';
import { SelectFilter } from '../page/select-filter';
import { EmptyList } from '../page/states';
import { OrderStatusChip } from '../status/status-chip';
import { ExportMenu } from './export-menu';
import { SavedFilterMenu } from './saved-filter-menu';

const FROM_SMALL = { display: { xs: 'none', sm: 'table-cell' } };
const FROM_MEDIUM = { display: { xs: 'none', md: 'table-cell' } };

/** All orders, newest first. */
export function OrderList(): JSX.Element {
  const translate = useTranslate();
  return (
    <ListPage
      title={translate('panel.orders.title')}
      sort={{ field: 'receivedAt', order: 'DESC' }}
      filters={<OrderFilters />}
      actions={<ExportMenu />}
    >
      <OrderTable />
    </ListPage>
  );
}

function OrderFilters(): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  return (
    <>
      <SearchFilter label={translate('panel.orders.search')} />
      <SelectFilter
        source="status"
        label={translate('panel.orders.status')}
        any={translate('panel.any_status')}
        choices={ORDER_STATUSES.map((status) => ({ id: status, name: words('order_status', status) }))}
      />
      <ChipFilter source="attention" value label={translate('panel.orders.attention_only')} tone="warning" />
      <SavedFilterMenu />
    </>
  );
}

function OrderTable(): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const label = (name: string): string => translate(`panel.orders.${name}`);
  return (
    <DataTable<OrderRow> bulkActionButtons={false} rowClick="show" empty={<EmptyList part="orders" />}>
      <DataTable.Col<OrderRow> label={label('number')} render={(order) => <Number order={order} />} />
      <DataTable.Col<OrderRow> label={label('status')} render={(order) => <Status order={order} />} />
      <DataTable.Col<OrderRow>
        sx={FROM_SMALL}
        label={label('customer')}
        render={({ customerName }) => customerName ?? '–'}
      />
      <DataTable.Col<OrderRow> sx={FROM_MEDIUM} label={label('channel')} source="channel" disableSort />
      <DataTable.Col<OrderRow>
        sx={{ ...FROM_SMALL, textAlign: 'right', whiteSpace: 'nowrap' }}
        label={label('total')}
        render={({ total }) => format.money(total)}
      />
      <DataTable.Col<OrderRow>
        sx={{ ...FROM_MEDIUM, whiteSpace: 'nowrap' }}
        source="receivedAt"
        label={label('received')}
        render={({ receivedAt }) => <Moment at={receivedAt} />}
      />
    </DataTable>
  );
}

function Number({ order }: { readonly order: OrderRow }): JSX.Element {
  return (
    <TextLink component={Link} to={`/orders/${order.id}/show`} sx={{ fontWeight: 600 }} underline="hover">
      {order.externalId}
    </TextLink>
  );
}

function Status({ order }: { readonly order: OrderRow }): JSX.Element {
  const translate = useTranslate();
  const why = order.attentionReason ?? translate('panel.orders.needs_person');
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
      <OrderStatusChip status={order.status} />
      {order.attention && (
        <Tooltip title={why}>
          <ReportProblemIcon
            fontSize="small"
            color="warning"
            titleAccess={`${translate('panel.orders.needs_person')}: ${why}`}
          />
        </Tooltip>
      )}
    </Stack>
  );
}
