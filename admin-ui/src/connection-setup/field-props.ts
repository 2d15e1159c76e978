import type { Schema } from './schema';

export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly schema: Schema;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly isRequired: boolean;
  /** Where the field is in what is sent (RFC 6901). */
  readonly pointer: string;
  /** What the hub says is wrong, by pointer. */
  readonly problems: ReadonlyMap<string, string>;
}

/** A step deeper in a pointer. */
export function below(pointer: string, name: string): string {
  return `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
