/** As much of JSON Schema as settings of connections use. */
export interface Schema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly oneOf?: readonly Schema[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly secret?: boolean;
  readonly expression?: boolean;
}

export type FieldKind =
  'text' | 'long-text' | 'number' | 'flag' | 'choice' | 'group' | 'variants' | 'map' | 'list' | 'json';

/** Texts that may be longer than this are written on many lines. */
const LONG_TEXT = 10_000;

/** What a value is entered with. What is none of the usual things is entered as JSON. */
export function kindOf(schema: Schema): FieldKind {
  if (schema.enum !== undefined) return 'choice';
  if (discriminatorOf(schema) !== null) return 'variants';
  switch (schema.type) {
    case 'string':
      return schema.expression === true || (schema.maxLength ?? 0) >= LONG_TEXT ? 'long-text' : 'text';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'flag';
    case 'array':
      return isPlain(schema.items) ? 'list' : 'json';
    case 'object':
      return objectKind(schema);
    default:
      return 'json';
  }
}

function objectKind({ properties, additionalProperties }: Schema): FieldKind {
  if (properties !== undefined) return 'group';
  return typeof additionalProperties === 'object' && additionalProperties.type === 'string' ? 'map' : 'json';
}

function isPlain(items: Schema | undefined): boolean {
  return items?.type === 'string' || items?.type === 'integer' || items?.type === 'number';
}

export interface Discriminator {
  /** Name of the property that tells the variants apart. */
  readonly name: string;
  readonly variants: ReadonlyMap<string, Schema>;
}

/** The property that has another constant in every variant; null where there is none. */
export function discriminatorOf({ oneOf }: Schema): Discriminator | null {
  const [first] = oneOf ?? [];
  const name = Object.entries(first?.properties ?? {}).find(([, field]) => typeof field.const === 'string')?.[0];
  if (oneOf === undefined || name === undefined) return null;
  const variants = new Map<string, Schema>();
  for (const variant of oneOf) {
    const word = variant.properties?.[name]?.const;
    if (typeof word !== 'string') return null;
    variants.set(word, variant);
  }
  return { name, variants };
}

/** The value of a field in a record that may be none. */
export function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The record with another value of one field; undefined takes the field away. */
export function withField(value: unknown, name: string, field: unknown): Readonly<Record<string, unknown>> {
  const others = Object.entries(isRecord(value) ? value : {}).filter(([other]) => other !== name);
  return Object.fromEntries(field === undefined ? others : [...others, [name, field]]);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `createShipment` as people read it: "Create shipment". */
export function titleOf(name: string, { title }: Schema): string {
  if (title !== undefined) return title;
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a new value of the field begins with: a group with nothing in it, a variant by its word. */
export function emptyValue(schema: Schema): unknown {
  const discriminator = discriminatorOf(schema);
  if (discriminator !== null) return { [discriminator.name]: [...discriminator.variants.keys()][0] };
  return kindOf(schema) === 'list' ? [] : {};
}
