import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import { Button, Menu, MenuItem, Typography } from '@mui/material';
import { useState, type JSX } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { useMayAct } from '../access/rights';
import { useListFilters } from '../page/list-filters';
import { exportPath, type ExportFormat } from './export-path';

const FORMATS: readonly ExportFormat[] = ['csv', 'xlsx'];

/** The orders of the list as a file; the browser saves it while the hub still reads. */
export function ExportMenu(): JSX.Element | null {
  const translate = useTranslate();
  const mayExport = useMayAct();
  const { values } = useListFilters();
  const [locale] = useLocaleState();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = (): void => {
    setAnchor(null);
  };
  if (!mayExport) return null;
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<DownloadIcon />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={({ currentTarget }) => {
          setAnchor(currentTarget);
        }}
      >
        {translate('panel.export.title')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        {FORMATS.map((format) => (
          <MenuItem key={format} component="a" href={exportPath(format, values, locale)} download onClick={close}>
            {translate(`panel.export.${format}`)}
          </MenuItem>
        ))}
        <Typography
          component="li"
          role="none"
          variant="body2"
          sx={{ px: 2, py: 1, maxWidth: 320, color: 'text.secondary' }}
        >
          {translate('panel.export.note')}
        </Typography>
      </Menu>
    </>
  );
}
