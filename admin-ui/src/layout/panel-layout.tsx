import { Box } from '@mui/material';
import type { JSX, ReactNode } from 'react';
import { AppBar, Layout, Logout, Menu, ToggleThemeButton, useGetIdentity, UserMenu, useTranslate } from 'react-admin';
import CableIcon from '@mui/icons-material/Cable';
import DashboardIcon from '@mui/icons-material/SpaceDashboard';
import ReceiptIcon from '@mui/icons-material/ReceiptLong';
import ErrorIcon from '@mui/icons-material/ErrorOutlineOutlined';
import HelpIcon from '@mui/icons-material/HelpOutlineOutlined';
import SyncIcon from '@mui/icons-material/SyncAlt';
import { OwnPasswordItem } from './own-password-item';
import { SetUpMenu } from './set-up-menu';
import { Brand } from './brand';
import { HubBanner } from './hub-banner';
import { LanguageSwitch, useDocumentLanguage, useLocaleOfSession } from './language-switch';
import { useSearchShortcut } from './search-shortcut';

export function PanelLayout({ children }: { readonly children: ReactNode }): JSX.Element {
  useDocumentLanguage();
  useLocaleOfSession();
  useSearchShortcut();
  return (
    <Layout
      appBar={PanelAppBar}
      menu={PanelMenu}
      sx={{
        minWidth: 0,
        '& .RaLayout-appFrame': { minWidth: 0 },
        '& .RaLayout-content': { minWidth: 0, px: { xs: 1.5, md: 3 } },
      }}
    >
      <Box sx={{ mx: { xs: -1.5, md: -3 } }}>
        <HubBanner />
      </Box>
      {children}
    </Layout>
  );
}

function PanelAppBar(): JSX.Element {
  return (
    <AppBar color="default" toolbar={<PanelToolbar />} userMenu={<PanelUserMenu />} alwaysOn>
      <Brand />
      <Box sx={{ flexGrow: 1 }} />
    </AppBar>
  );
}

function PanelToolbar(): JSX.Element {
  return (
    <>
      <LanguageSwitch />
      <ToggleThemeButton />
    </>
  );
}

function PanelUserMenu(): JSX.Element {
  const { identity } = useGetIdentity();
  // Its accessible name is what is seen.
  return (
    <UserMenu label={identity?.fullName ?? 'ra.auth.user_menu'}>
      <OwnPasswordItem />
      <Logout />
    </UserMenu>
  );
}

const MENU = {
  px: 1,
  pt: 1.5,
  '& .RaMenuItemLink-active': { bgcolor: 'action.selected', color: 'primary.main', fontWeight: 600 },
  '& .RaMenuItemLink-active .RaMenuItemLink-icon': { color: 'primary.main' },
};

function PanelMenu(): JSX.Element {
  const translate = useTranslate();
  return (
    <Menu sx={MENU} aria-label={translate('ra.action.open_menu')}>
      <Menu.Item to="/" primaryText={translate('panel.overview')} leftIcon={<DashboardIcon />} />
      <Menu.Item to="/orders" primaryText={translate('panel.orders.title')} leftIcon={<ReceiptIcon />} />
      <Menu.Item to="/error-groups" primaryText={translate('panel.errors.title')} leftIcon={<ErrorIcon />} />
      <Menu.Item to="/in-doubt" primaryText={translate('panel.in_doubt.title')} leftIcon={<HelpIcon />} />
      <Menu.Item to="/sync-jobs" primaryText={translate('panel.jobs.title')} leftIcon={<SyncIcon />} />
      <Menu.Item to="/connections" primaryText={translate('panel.connections.title')} leftIcon={<CableIcon />} />
      <SetUpMenu />
    </Menu>
  );
}
