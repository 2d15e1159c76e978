import { Checkbox, FormControlLabel, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';

interface Props {
  readonly isAll: boolean;
  readonly isSome: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function SelectAll({ isAll, isSome, onChange }: Props): JSX.Element {
  const translate = useTranslate();
  return (
    <FormControlLabel
      control={
        <Checkbox
          size="small"
          checked={isAll}
          indeterminate={isSome && !isAll}
          onChange={(_event, isOn) => {
            onChange(isOn);
          }}
        />
      }
      label={<Typography variant="body2">{translate('panel.errors.select_all')}</Typography>}
    />
  );
}
