import AuditIcon from '@mui/icons-material/FactCheckOutlined';
import DecisionIcon from '@mui/icons-material/RuleOutlined';
import ChannelIcon from '@mui/icons-material/StorefrontOutlined';
import KeyIcon from '@mui/icons-material/KeyOutlined';
import PeopleIcon from '@mui/icons-material/PeopleAltOutlined';
import ScheduleIcon from '@mui/icons-material/Schedule';
import WebhookIcon from '@mui/icons-material/WebhookOutlined';
import { Divider, Typography } from '@mui/material';
import type { JSX } from 'react';
import { Menu, useSidebarState, useTranslate } from 'react-admin';
import { useMay } from '../access/rights';

/** What is set up once and looked after now and then. Only what the person may open. */
export function SetUpMenu(): JSX.Element {
  const translate = useTranslate();
  const [isOpen] = useSidebarState();
  const maySetUp = useMay('setUp');
  const mayAudit = useMay('audit');
  const text = (part: string): string => translate(`panel.${part}.title`);
  return (
    <>
      <Divider textAlign="left" role="separator" sx={{ my: 1 }}>
        {isOpen && (
          <Typography variant="caption" sx={{ color: 'text.secondary' }}>
            {translate('panel.set_up.menu')}
          </Typography>
        )}
      </Divider>
      <Menu.Item to="/decisions" primaryText={text('decisions')} leftIcon={<DecisionIcon />} />
      <Menu.Item to="/channels" primaryText={text('channels')} leftIcon={<ChannelIcon />} />
      <Menu.Item to="/webhook-deliveries" primaryText="Webhooks" leftIcon={<WebhookIcon />} />
      <Menu.Item to="/schedules" primaryText={text('schedules')} leftIcon={<ScheduleIcon />} />
      {maySetUp && <Menu.Item to="/users" primaryText={text('users')} leftIcon={<PeopleIcon />} />}
      {maySetUp && <Menu.Item to="/api-keys" primaryText={text('api_keys')} leftIcon={<KeyIcon />} />}
      {mayAudit && <Menu.Item to="/audit-events" primaryText={text('audit')} leftIcon={<AuditIcon />} />}
    </>
  );
}
