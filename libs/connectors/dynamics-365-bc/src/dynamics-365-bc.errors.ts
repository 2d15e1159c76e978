import {
  AuthenticationError,
  ConflictError,
  NotFoundAtVendorError,
  RejectedByVendorError,
  TransientError,
  UnknownOutcomeError,
  type ConnectorError,
  type ErrorAnswer,
  type ErrorFacts,
} from '@crossdock/connector-kit';
import { errorBody, tokenErrorBody } from './api/odata';

type Classifier = (facts: ErrorFacts, answer: ErrorAnswer) => ConnectorError | null;

const rejected: Classifier = (facts) => new RejectedByVendorError(facts);
const notFound: Classifier = (facts) => new NotFoundAtVendorError({ ...facts, code: 'dynamics-365-bc.not-found' });
const conflict: Classifier = (facts) => new ConflictError({ ...facts, code: 'dynamics-365-bc.conflict' });
const access: Classifier = (facts) =>
  new AuthenticationError({
    ...facts,
    code: 'http.unauthorized',
    fix: 'Check the credentials, the page "Microsoft Entra Applications" in Business Central (state Enabled, permission sets) and the permission API.ReadWrite.All.',
  });

// A call that changes data may have succeeded (fact sheet, section 6).
const uncertain: Classifier = (facts, { write }) =>
  write ? new UnknownOutcomeError(facts) : new TransientError(facts);

/** Codes by their beginning, the first that fits wins (fact sheet, section 6). Others go by their status. */
const BY_CODE: readonly (readonly [string, Classifier])[] = [
  ['Authentication_', access],
  ['Authorization_', access],
  ['Request_EntityChanged', conflict],
  ['Internal_EntityWithSameKeyExists', conflict],
  ['Internal_RecordNotFound', notFound],
  ['BadRequest_ResourceNotFound', notFound],
  ['BadRequest_NotFound', notFound],
  ['Internal_ServerError', uncertain],
  ['Internal_TenantUnavailable', (facts) => new TransientError(facts)],
  ['Internal_InvalidTableRelation', rejected],
  ['Application_', rejected],
  ['BadRequest', rejected],
];

/** Throttling goes by status: the kit reads `Retry-After` where there is one and otherwise backs off by itself. */
const BY_STATUS = new Set([429, 503, 504, 408]);

/** Business Central's and Entra's error bodies to classes; null leaves the answer to the kit's table of statuses. */
export function classifyBcError(answer: ErrorAnswer): ConnectorError | null {
  if (answer.operation === 'renew-token') return refusedClient(answer);
  const parsed = errorBody.safeParse(answer.json);
  if (!parsed.success || BY_STATUS.has(answer.status)) return null;
  const { code, message } = parsed.data.error;
  const [, classifier] = BY_CODE.find(([beginning]) => code.startsWith(beginning)) ?? [];
  return classifier?.(factsOf(answer, code, message), answer) ?? null;
}

/** Entra refuses a wrong secret with 401 and an unknown application or tenant with 400: both are a matter of access. */
function refusedClient(answer: ErrorAnswer): ConnectorError | null {
  const parsed = tokenErrorBody.safeParse(answer.json);
  if (!parsed.success || answer.status >= 429) return null;
  const { error, error_description: description } = parsed.data;
  // The first sentence carries the AADSTS number; what follows are ids of the request.
  const said = (description ?? error).split(/[.\r\n]/)[0] ?? error;
  return new AuthenticationError({
    code: 'http.unauthorized',
    summary: `Microsoft Entra ID refused the sign-in: ${error} (${said}).`,
    fix: 'Check tenant, application id and client secret; a secret may have expired.',
    vendorCode: error,
    httpStatus: answer.status,
  });
}

// "... The field No. of table Sales Line contains a value (X) that cannot be found in the related table (Item)."
const FIELD = /The field (.+?) of table/;

function factsOf(answer: ErrorAnswer, code: string, message: string): ErrorFacts {
  return {
    code: 'dynamics-365-bc.rejected',
    summary: `Business Central answered ${answer.status} to ${answer.operation}: ${message.trim()}`,
    fix: 'Correct what Business Central complains about, then retry.',
    vendorCode: code,
    field: FIELD.exec(message)?.[1] ?? null,
    httpStatus: answer.status,
  };
}
