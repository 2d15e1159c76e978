import type { RaThemeOptions } from 'react-admin';

// Fonts of the system: nothing is loaded from elsewhere.
const FONTS = 'Inter, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", Arial, sans-serif';
export const MONOSPACE = 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

interface Colours {
  readonly accent: string;
  readonly page: string;
  readonly paper: string;
  readonly text: string;
  readonly quietText: string;
  readonly line: string;
  readonly success: string;
  readonly warning: string;
  readonly error: string;
  readonly info: string;
}

// Each colour has a contrast of at least 4.5 to 1 on paper and page (WCAG 2.2, 1.4.3).
const LIGHT: Colours = {
  accent: '#0f766e',
  page: '#f4f7f8',
  paper: '#ffffff',
  text: '#16242b',
  quietText: '#52646d',
  line: '#dfe5e8',
  success: '#13713a',
  warning: '#a85206',
  error: '#b91c1c',
  info: '#1d5fbf',
};

const DARK: Colours = {
  accent: '#2dd4bf',
  page: '#11181c',
  paper: '#182126',
  text: '#e7eef1',
  quietText: '#a3b4bc',
  line: '#2a363c',
  success: '#4ade80',
  warning: '#fbbf24',
  error: '#f87171',
  info: '#7cb7ff',
};

const TYPOGRAPHY: RaThemeOptions['typography'] = {
  fontFamily: FONTS,
  fontSize: 14,
  h1: { fontSize: '1.5rem', fontWeight: 650, letterSpacing: '-0.01em' },
  h2: { fontSize: '1rem', fontWeight: 650 },
  h3: { fontSize: '0.875rem', fontWeight: 600 },
  button: { textTransform: 'none', fontWeight: 600 },
};

function components({ paper, text, quietText, line }: Colours): RaThemeOptions['components'] {
  const bar = { backgroundColor: paper, color: text, borderBottom: `1px solid ${line}`, boxShadow: 'none' };
  return {
    MuiCssBaseline: { styleOverrides: { code: { fontFamily: MONOSPACE, fontSize: '0.85em' } } },
    MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiCard: { styleOverrides: { root: { border: `1px solid ${line}` } } },
    MuiAppBar: { styleOverrides: { root: bar } },
    MuiTableCell: {
      styleOverrides: { root: { borderColor: line }, head: { color: quietText, fontWeight: 600 } },
    },
    MuiTooltip: { defaultProps: { arrow: true } },
    MuiButton: { defaultProps: { disableElevation: true } },
    // Greyed out fields are explained here: that must be readable.
    MuiFormHelperText: { styleOverrides: { root: { '&.Mui-disabled': { color: quietText } } } },
    MuiMenuItem: { styleOverrides: { root: { borderRadius: 6 } } },
  };
}

function theme(mode: 'light' | 'dark', colours: Colours): RaThemeOptions {
  const { accent, page, paper, text, quietText, line, success, warning, error, info } = colours;
  return {
    palette: {
      mode,
      primary: { main: accent },
      secondary: { main: accent },
      background: { default: page, paper },
      text: { primary: text, secondary: quietText },
      success: { main: success },
      warning: { main: warning },
      error: { main: error },
      info: { main: info },
      divider: line,
    },
    shape: { borderRadius: 8 },
    typography: TYPOGRAPHY,
    components: components(colours),
    sidebar: { width: 224, closedWidth: 56 },
  };
}

export const lightTheme = theme('light', LIGHT);
export const darkTheme = theme('dark', DARK);
