import AddIcon from '@mui/icons-material/Add';
import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import {
  Accordion,
  AccordionDetails,
  AccordionSummary,
  Box,
  Button,
  FormHelperText,
  MenuItem,
  Stack,
  TextField,
  Typography,
} from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useWords } from '../i18n/words';
import { below, type FieldProps } from './field-props';
import { MapInput } from './map-input';
import { discriminatorOf, emptyValue, fieldOf, kindOf, titleOf, withField, type Schema } from './schema';
import { ChoiceInput, FlagInput, JsonInput, ListInput, NumberInput, TextInput } from './simple-fields';

const WIDE = new Set(['long-text', 'json', 'map', 'list', 'group', 'variants']);

/** The field that a setting is entered with. */
export function SchemaField(props: FieldProps): JSX.Element {
  switch (kindOf(props.schema)) {
    case 'text':
      return <TextInput {...props} />;
    case 'long-text':
      return <TextInput {...props} isLong />;
    case 'number':
      return <NumberInput {...props} />;
    case 'flag':
      return <FlagInput {...props} />;
    case 'choice':
      return <ChoiceInput {...props} />;
    case 'list':
      return <ListInput {...props} />;
    case 'map':
      return <MapInput {...props} />;
    case 'group':
      return <GroupInput {...props} />;
    case 'variants':
      return <VariantInput {...props} />;
    case 'json':
      return <JsonInput {...props} />;
  }
}

type FieldsProps = Pick<FieldProps, 'schema' | 'value' | 'onChange' | 'pointer' | 'problems'>;

/** All fields of a group. Groups that nobody has set up yet are buttons, so that a long form stays short. */
export function SchemaFields({ schema, value, onChange, pointer, problems }: FieldsProps): JSX.Element {
  const words = useWords();
  const fields = Object.entries(schema.properties ?? {}).filter(([, field]) => field.const === undefined);
  const isLeftOut = ([name, field]: readonly [string, Schema]): boolean =>
    isOptionalGroup(field, schema.required?.includes(name) === true) && fieldOf(value, name) === undefined;
  const labelOf = (name: string, field: Schema): string => {
    const port = words('port', name);
    return field.title ?? (port === name ? titleOf(name, field) : port);
  };
  return (
    <Stack spacing={2}>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
        }}
      >
        {fields
          .filter((field) => !isLeftOut(field))
          .map(([name, field]) => (
            <Box key={name} sx={WIDE.has(kindOf(field)) ? { gridColumn: '1 / -1' } : {}}>
              <SchemaField
                name={name}
                label={labelOf(name, field)}
                schema={field}
                value={fieldOf(value, name)}
                onChange={(next) => {
                  onChange(withField(value, name, next));
                }}
                isRequired={schema.required?.includes(name) === true}
                pointer={below(pointer, name)}
                problems={problems}
              />
            </Box>
          ))}
      </Box>
      <LeftOut
        fields={fields.filter(isLeftOut).map(([name, field]) => ({ name, label: labelOf(name, field), schema: field }))}
        onAdd={(name, field) => {
          onChange(withField(value, name, emptyValue(field)));
        }}
      />
    </Stack>
  );
}

/** Something that is set up as a whole or not at all. */
function isOptionalGroup(field: Schema, isRequired: boolean): boolean {
  if (isRequired) return false;
  const kind = kindOf(field);
  return (kind === 'group' && !isContainer(field)) || (kind === 'variants' && field.default === undefined);
}

/** A group with a default, such as the operations by port, is always there. */
function isContainer({ default: preset }: Schema): boolean {
  return preset !== undefined;
}

interface LeftOutProps {
  readonly fields: readonly { readonly name: string; readonly label: string; readonly schema: Schema }[];
  readonly onAdd: (name: string, schema: Schema) => void;
}

function LeftOut({ fields, onAdd }: LeftOutProps): JSX.Element | null {
  const translate = useTranslate();
  if (fields.length === 0) return null;
  return (
    <Box role="group" aria-label={translate('panel.set_up.more')}>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 0.5 }}>
        {translate('panel.set_up.more')}
      </Typography>
      <Stack direction="row" useFlexGap sx={{ flexWrap: 'wrap', gap: 1 }}>
        {fields.map(({ name, label, schema }) => (
          <Button
            key={name}
            size="small"
            variant="outlined"
            startIcon={<AddIcon />}
            onClick={() => {
              onAdd(name, schema);
            }}
          >
            {label}
          </Button>
        ))}
      </Stack>
    </Box>
  );
}

function GroupInput(props: FieldProps): JSX.Element {
  const translate = useTranslate();
  const { label, schema, value, onChange, isRequired, pointer, problems } = props;
  const own = problems.get(pointer);
  const hasProblem = [...problems.keys()].some((place) => place === pointer || place.startsWith(`${pointer}/`));
  const canRemove = isOptionalGroup(schema, isRequired);
  return (
    <Accordion variant="outlined" defaultExpanded={hasProblem || isContainer(schema)} disableGutters>
      <AccordionSummary expandIcon={<ExpandMoreIcon />}>
        <Typography variant="h3" sx={{ color: hasProblem ? 'error.main' : 'text.primary' }}>
          {label}
        </Typography>
      </AccordionSummary>
      <AccordionDetails>
        {schema.description !== undefined && <FormHelperText sx={{ mb: 1 }}>{schema.description}</FormHelperText>}
        {own !== undefined && <FormHelperText error>{own}</FormHelperText>}
        <SchemaFields schema={schema} value={value} onChange={onChange} pointer={pointer} problems={problems} />
        {canRemove && (
          <Button
            size="small"
            color="error"
            sx={{ mt: 1 }}
            onClick={() => {
              onChange(undefined);
            }}
          >
            {translate('panel.set_up.remove')}
          </Button>
        )}
      </AccordionDetails>
    </Accordion>
  );
}

function VariantInput(props: FieldProps): JSX.Element {
  const { label, schema, value, onChange, pointer, problems } = props;
  const discriminator = discriminatorOf(schema);
  if (discriminator === null) return <JsonInput {...props} />;
  const { name, variants } = discriminator;
  const chosen = fieldOf(value ?? schema.default, name);
  const variant = typeof chosen === 'string' ? variants.get(chosen) : undefined;
  return (
    <Stack spacing={2}>
      <TextField
        select
        size="small"
        label={label}
        value={typeof chosen === 'string' ? chosen : ''}
        onChange={({ target }) => {
          onChange({ [name]: target.value });
        }}
        error={problems.has(pointer)}
        helperText={problems.get(pointer) ?? variant?.description ?? schema.description}
        fullWidth
      >
        {[...variants.keys()].map((word) => (
          <MenuItem key={word} value={word}>
            {word}
          </MenuItem>
        ))}
      </TextField>
      {variant !== undefined && (
        <SchemaFields
          // Fields keep what is typed; those of another variant begin anew.
          key={String(chosen)}
          schema={variant}
          value={value}
          onChange={onChange}
          pointer={pointer}
          problems={problems}
        />
      )}
    </Stack>
  );
}
