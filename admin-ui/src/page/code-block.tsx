import { Box } from '@mui/material';
import type { JSX } from 'react';
import { MONOSPACE } from '../theme/theme';

/** Deeply indented answers of vendors are still readable with two spaces. */
const INDENT = 2;

/** JSON as people read it; anything else as it is. */
export function prettyText(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, INDENT);
  } catch {
    return text;
  }
}

/** Text of a machine. It can be scrolled by keyboard. */
export function CodeBlock({ text, label }: { readonly text: string; readonly label: string }): JSX.Element {
  return (
    <Box
      component="pre"
      tabIndex={0}
      aria-label={label}
      sx={{
        m: 0,
        p: 1.5,
        maxHeight: 420,
        overflow: 'auto',
        borderRadius: 1,
        border: 1,
        borderColor: 'divider',
        backgroundColor: 'background.default',
        fontFamily: MONOSPACE,
        fontSize: '0.78rem',
        lineHeight: 1.55,
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
      }}
    >
      {prettyText(text)}
    </Box>
  );
}
