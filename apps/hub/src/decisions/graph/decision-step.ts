/** What one node of a rule set did. */
export interface DecisionStep {
  readonly node: string;
  readonly name: string;
  /** For tables: the rows that applied, from 1 on; for a table that goes through a list, a list of those for each of its parts. */
  readonly rows: readonly number[] | readonly (readonly number[])[] | null;
}
