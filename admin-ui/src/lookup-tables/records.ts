export interface LookupTable {
  readonly name: string;
  readonly title: string;
  readonly ownRows: number;
  readonly defaultRows: number;
}

export interface LookupRow {
  readonly key: string;
  readonly value: string;
  readonly isDefault: boolean;
  readonly defaultValue: string | null;
  readonly updatedAt: string | null;
  readonly updatedBy: string | null;
}

export interface ImportReport {
  readonly stored: number;
  readonly removed: number;
  readonly same: number;
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/** Path of a connection's tables below the API. */
export function tablesPath(connectionId: string, table?: string): string {
  const tables = `/connections/${encodeURIComponent(connectionId)}/lookup-tables`;
  return table === undefined ? tables : `${tables}/${encodeURIComponent(table)}`;
}
