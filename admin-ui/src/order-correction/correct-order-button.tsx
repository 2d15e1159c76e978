import EditIcon from '@mui/icons-material/EditOutlined';
import { Button } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useMayAct } from '../access/rights';

/** Leads to correcting the order. */
export function CorrectOrderButton({ orderId }: { readonly orderId: string }): JSX.Element | null {
  const translate = useTranslate();
  if (!useMayAct()) return null;
  return (
    <Button component={Link} to={`/orders/${orderId}/correct`} variant="outlined" startIcon={<EditIcon />}>
      {translate('panel.correction.open')}
    </Button>
  );
}
