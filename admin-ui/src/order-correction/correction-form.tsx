import { Box, Stack, TextField, Typography } from '@mui/material';
import type { JSX, ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { Section } from '../page/page';
import { textOf, valueAt, withValue, type Json, type Path } from './document';

interface Props {
  readonly draft: Json;
  readonly onChange: (draft: Json) => void;
  /** People, addresses and pickup points. */
  readonly maySensitive: boolean;
}

const PERSON = ['firstName', 'lastName', 'company'] as const;
const PLACE = ['street', 'street2', 'postalCode', 'city', 'country'] as const;

/** What is corrected most; the rest is reached through JSON. */
export function CorrectionForm(props: Props): JSX.Element {
  return (
    <Stack spacing={2}>
      <Products {...props} />
      <Delivery {...props} />
      <Part {...props} name="customer" fields={['email', 'phone', ...PERSON, 'taxId']} />
      <Part {...props} name="shippingAddress" fields={[...PERSON, ...PLACE, 'phone', 'email']} />
      <Part {...props} name="billingAddress" fields={[...PERSON, ...PLACE]} />
    </Stack>
  );
}

function Products({ draft, onChange }: Props): JSX.Element {
  const translate = useTranslate();
  const lines = valueAt(draft, ['lines']);
  return (
    <Section title={translate('panel.correction.products')}>
      <Stack spacing={2}>
        {Array.isArray(lines) &&
          lines.map((line: Json, place) => {
            const id = textOf(valueAt(line, ['id']) ?? place + 1);
            return (
              <Box key={place} role="group" aria-label={translate('panel.correction.line', { id })}>
                <Typography variant="h3" sx={{ mb: 1 }}>
                  {translate('panel.correction.line', { id })}
                </Typography>
                <Grid>
                  {['sku', 'ean', 'name'].map((name) => (
                    <Field key={name} name={name} path={['lines', place, name]} draft={draft} onChange={onChange} />
                  ))}
                </Grid>
              </Box>
            );
          })}
      </Stack>
    </Section>
  );
}

function Delivery({ draft, onChange, maySensitive }: Props): JSX.Element {
  const translate = useTranslate();
  const hasPoint = valueAt(draft, ['pickupPoint']) !== null;
  return (
    <Section title={translate('panel.correction.delivery')}>
      <Grid>
        <Field name="method" path={['delivery', 'method']} draft={draft} onChange={onChange} />
        {hasPoint && (
          <Field
            name="pickup_point"
            path={['pickupPoint', 'id']}
            draft={draft}
            onChange={onChange}
            isDisabled={!maySensitive}
          />
        )}
        <Field name="note" path={['note']} draft={draft} onChange={onChange} />
      </Grid>
    </Section>
  );
}

interface PartProps extends Props {
  readonly name: string;
  readonly fields: readonly string[];
}

function Part({ name, fields, draft, onChange, maySensitive }: PartProps): JSX.Element {
  const translate = useTranslate();
  return (
    <Section title={translate(`panel.correction.${name}`)}>
      <Grid>
        {fields.map((field) => (
          <Field
            key={field}
            name={field}
            path={[name, field]}
            draft={draft}
            onChange={onChange}
            isDisabled={!maySensitive}
          />
        ))}
      </Grid>
    </Section>
  );
}

function Grid({ children }: { readonly children: ReactNode }): JSX.Element {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: { xs: '1fr', sm: 'repeat(auto-fill, minmax(210px, 1fr))' },
      }}
    >
      {children}
    </Box>
  );
}

interface FieldProps {
  /** Of the label in the catalogue. */
  readonly name: string;
  readonly path: Path;
  readonly draft: Json;
  readonly onChange: (draft: Json) => void;
  readonly isDisabled?: boolean;
}

function Field({ name, path, draft, onChange, isDisabled = false }: FieldProps): JSX.Element {
  const translate = useTranslate();
  const value = valueAt(draft, path);
  return (
    <TextField
      size="small"
      label={translate(`panel.correction.${name}`)}
      value={textOf(value)}
      disabled={isDisabled}
      onChange={({ target }) => {
        onChange(withValue(draft, path, target.value === '' ? null : target.value));
      }}
      autoComplete="off"
      fullWidth
    />
  );
}
