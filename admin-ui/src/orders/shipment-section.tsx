import OpenInNewIcon from '@mui/icons-material/OpenInNew';
import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Box, Button, Stack, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useConnectionName } from '../hub/connection-names';
import type { Order, Shipment } from '../hub/records';
import { useWords } from '../i18n/words';
import { Section } from '../page/page';
import { StatusChip } from '../status/status-chip';
import type { Tone } from '../status/tone';

const TONES: ReadonlyMap<string, Tone> = new Map([
  ['confirmed', 'busy'],
  ['shipped', 'good'],
  ['delivered', 'good'],
  ['returned', 'warning'],
  ['exception', 'bad'],
]);

/** Parcels with waybill, tracking and label. */
export function ShipmentSection({ order }: { readonly order: Order }): JSX.Element {
  const translate = useTranslate();
  return (
    <Section title={translate('panel.orders.shipments')}>
      {order.shipments.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('panel.orders.shipments_empty')}
        </Typography>
      ) : (
        <Stack spacing={2}>
          {order.shipments.map((shipment) => (
            <Parcel key={shipment.reference} orderId={order.id} shipment={shipment} />
          ))}
        </Stack>
      )}
    </Section>
  );
}

function Parcel({ orderId, shipment }: { readonly orderId: string; readonly shipment: Shipment }): JSX.Element {
  const words = useWords();
  const translate = useTranslate();
  const connectionName = useConnectionName();
  const tone = TONES.get(shipment.state) ?? 'neutral';
  return (
    <Box>
      <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'center', gap: 1 }}>
        <Typography variant="h3">{connectionName(shipment.carrier)}</Typography>
        <StatusChip tone={tone} text={words('shipment_state', shipment.state)} />
      </Stack>
      {shipment.waybill !== null && (
        <Typography variant="body2">
          {translate('panel.orders.waybill')}: <code>{shipment.waybill}</code>
        </Typography>
      )}
      <Stack direction="row" spacing={1} sx={{ mt: 0.5, ml: -0.75 }}>
        <TrackingLink url={shipment.trackingUrl} />
        {shipment.labelStored && (
          <Button
            size="small"
            startIcon={<PrintIcon />}
            href={labelAddress(orderId, shipment)}
            target="_blank"
            rel="noopener"
          >
            {translate('panel.orders.label')}
          </Button>
        )}
      </Stack>
    </Box>
  );
}

/** A carrier's page. Anything but a web address is not linked. */
function TrackingLink({ url }: { readonly url: string | null }): JSX.Element | null {
  const translate = useTranslate();
  if (url === null || !/^https?:\/\//.test(url)) return null;
  return (
    <Button size="small" startIcon={<OpenInNewIcon />} href={url} target="_blank" rel="noopener noreferrer">
      {translate('panel.orders.track')}
    </Button>
  );
}

function labelAddress(orderId: string, { reference }: Shipment): string {
  return `/admin/api/orders/${encodeURIComponent(orderId)}/labels/${encodeURIComponent(reference)}`;
}
