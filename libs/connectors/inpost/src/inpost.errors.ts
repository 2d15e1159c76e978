import {
  ConfigurationError,
  RejectedByVendorError,
  TransientError,
  type ConnectorError,
  type ErrorAnswer,
  type ErrorFacts,
} from '@crossdock/connector-kit';
import { actionDetails, errorBody, type ErrorBody } from './api/error';

/** ShipX refuses the action because of the shipment's status: a label too early, a cancellation too late. */
export class ActionRefusedError extends RejectedByVendorError {
  constructor(
    readonly shipmentStatus: string,
    facts: ErrorFacts,
  ) {
    super(facts);
  }
}

// Statuses that say all by themselves: the kit's own table is right for them (fact sheet, section 7).
const BY_STATUS = new Set([401, 403, 404, 408, 429]);

/** ShipX's error names to classes; null leaves the answer to the kit's table of statuses. */
export function classifyInpostError(answer: ErrorAnswer): ConnectorError | null {
  if (answer.status >= 500 || BY_STATUS.has(answer.status)) return null;
  const parsed = errorBody.safeParse(answer.json);
  if (!parsed.success) return null;
  const body = parsed.data;
  const facts = factsOf(answer, body);
  switch (body.error) {
    case 'invalid_action':
      return actionRefused(body, facts);
    case 'label_generation_failed':
      return new TransientError({ ...facts, code: 'label.not-generated' });
    case 'label_template_not_found':
      return new RejectedByVendorError({
        ...facts,
        code: 'label.refused',
        fix: 'Choose another label type in the settings of the connection: dpi300 is for locker labels in ZPL only.',
      });
    // Reported by integrators, not documented: the organization is blocked because of a debt.
    case 'debt_collection':
      return new ConfigurationError({
        ...facts,
        code: 'carrier.account-blocked',
        fix: 'Settle the account with InPost, then retry.',
      });
    default:
      return new RejectedByVendorError({ ...facts, fix: 'Correct the named field, then retry.' });
  }
}

function factsOf(answer: ErrorAnswer, body: ErrorBody): ErrorFacts {
  const complaints = complaintsIn(body.details);
  const said = complaints.length > 0 ? complaints.map(textOf).join('; ') : (body.message ?? body.error);
  return {
    code: 'shipment.rejected',
    summary: `InPost refused ${answer.operation}: ${said}`,
    vendorCode: body.error,
    field: complaints[0]?.field ?? null,
    httpStatus: answer.status,
  };
}

function actionRefused(body: ErrorBody, facts: ErrorFacts): ConnectorError {
  const details = actionDetails.safeParse(body.details);
  if (!details.success) return new RejectedByVendorError({ ...facts, code: 'shipment.action-refused' });
  const { shipment_status: status } = details.data;
  return new ActionRefusedError(status, { ...facts, code: 'shipment.action-refused', field: null });
}

interface Complaint {
  readonly field: string;
  readonly keys: readonly string[];
}

const textOf = ({ field, keys }: Complaint): string => `${field} ${keys.join(', ')}`;

const MAX_DEPTH = 6; // deeper than any field of a shipment, so that a strange answer ends

/** Takes `{"receiver":[{"phone":["invalid"]}]}` and the flat `{"phone":["required"]}` apart into paths and keys. */
export function complaintsIn(details: unknown, path: readonly string[] = []): readonly Complaint[] {
  if (path.length > MAX_DEPTH || typeof details !== 'object' || details === null) return [];
  if (!Array.isArray(details)) {
    return Object.entries(details).flatMap(([name, inner]) => complaintsIn(inner, [...path, name]));
  }
  const entries: unknown[] = details;
  const keys = entries.filter((entry): entry is string => typeof entry === 'string');
  const here = keys.length > 0 && path.length > 0 ? [{ field: path.join('.'), keys }] : [];
  return [...here, ...entries.flatMap((entry) => (typeof entry === 'string' ? [] : complaintsIn(entry, path)))];
}
