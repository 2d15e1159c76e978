import { createTheme, type Theme } from '@mui/material';

// Fonts of the system: nothing is loaded from elsewhere.
const FONTS = 'Inter, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", Arial, sans-serif';
export const MONOSPACE = 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

const SIDEBAR_WIDTH = 212;

function theme(mode: 'light' | 'dark'): Theme {
  const isLight = mode === 'light';
  const line = isLight ? '#dfe5e8' : '#2a363c';
  return createTheme({
    palette: {
      mode,
      primary: { main: isLight ? '#0f766e' : '#2dd4bf' },
      secondary: { main: isLight ? '#0f766e' : '#2dd4bf' },
      background: isLight ? { default: '#f4f7f8', paper: '#ffffff' } : { default: '#11181c', paper: '#182126' },
      text: isLight ? { primary: '#16242b', secondary: '#52646d' } : { primary: '#e7eef1', secondary: '#a3b4bc' },
      success: { main: isLight ? '#15803d' : '#4ade80' },
      warning: { main: isLight ? '#a85206' : '#fbbf24' },
      error: { main: isLight ? '#b91c1c' : '#f87171' },
      info: { main: isLight ? '#1d5fbf' : '#7cb7ff' },
      divider: line,
    },
    shape: { borderRadius: 8 },
    typography: {
      fontFamily: FONTS,
      fontSize: 14,
      h1: { fontSize: '1.5rem', fontWeight: 650, letterSpacing: '-0.01em' },
      h2: { fontSize: '1rem', fontWeight: 650 },
      h3: { fontSize: '0.875rem', fontWeight: 600 },
      button: { textTransform: 'none', fontWeight: 600 },
    },
    components: {
      MuiCssBaseline: { styleOverrides: { code: { fontFamily: MONOSPACE, fontSize: '0.85em' } } },
      MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
      MuiCard: { styleOverrides: { root: { border: `1px solid ${line}` } } },
      MuiAppBar: {
        styleOverrides: {
          root: {
            backgroundColor: isLight ? '#ffffff' : '#182126',
            color: isLight ? '#16242b' : '#e7eef1',
            borderBottom: `1px solid ${line}`,
            boxShadow: 'none',
          },
        },
      },
      MuiTableCell: {
        styleOverrides: {
          root: { borderColor: line },
          head: { color: isLight ? '#52646d' : '#a3b4bc', fontWeight: 600 },
        },
      },
      MuiTooltip: { defaultProps: { arrow: true } },
      MuiButton: { defaultProps: { disableElevation: true } },
      MuiMenuItem: { styleOverrides: { root: { borderRadius: 6 } } },
    },
    sidebar: { width: SIDEBAR_WIDTH, closedWidth: 56 },
  } as Parameters<typeof createTheme>[0]);
}

export const lightTheme = theme('light');
export const darkTheme = theme('dark');
