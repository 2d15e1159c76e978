import type { Money } from '../money/money';

/** A sales invoice as the ERP reports it. */
export interface Invoice {
  readonly id: string;
  readonly number: string;
  readonly issuedAt?: string | null;
  readonly total?: Money | null;
  /** What is still to be paid; zero when it is settled. */
  readonly remaining?: Money | null;
}
