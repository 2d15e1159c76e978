import type { FastifyReply, FastifyRequest } from 'fastify';

export interface VendorError {
  readonly status: number;
  readonly error: string;
  readonly message: string;
  readonly details: Record<string, unknown>;
}

/** One complaint: where, and which key of the vendor's list (fact sheet, section 7). */
export interface Complaint {
  readonly path: readonly string[];
  readonly key: string;
}

export const UNAUTHORIZED: VendorError = {
  status: 401,
  error: 'unauthorized',
  message: 'Access token is missing, invalid or expired.',
  details: {},
};

export const FORBIDDEN: VendorError = {
  status: 403,
  error: 'access_forbidden',
  message: 'You are not allowed to use this resource.',
  details: {},
};

export const NOT_FOUND: VendorError = {
  status: 404,
  error: 'resource_not_found',
  message: 'The resource was not found.',
  details: {},
};

export function invalidAction(action: string, shipmentStatus: string): VendorError {
  return {
    status: 400,
    error: 'invalid_action',
    message: 'Action can not be taken on this shipment. Check details.',
    details: { action, shipment_status: shipmentStatus },
  };
}

export function invalidParameter(parameter: string): VendorError {
  return {
    status: 400,
    error: 'invalid_parameter',
    message: 'There are some invalid parameters. Check details.',
    details: { [parameter]: ['invalid'] },
  };
}

export const NO_TEMPLATE: VendorError = {
  status: 400,
  error: 'label_template_not_found',
  message: 'There is no label of this format and type for the shipment.',
  details: {},
};

// Texts instead of keys, unless the caller asks for keys by `Accept-Language: keys`.
const TEXTS: Readonly<Record<string, string>> = {
  required: 'This field is required.',
  invalid: 'This value is invalid.',
  too_long: 'This value is too long.',
  too_small: 'This value is too small.',
  too_big: 'This value is too big.',
  not_a_number: 'This value is not a number.',
  does_not_exist: 'This value does not exist.',
};

/** `{"receiver":[{"phone":["invalid"]}]}`: every level below the first is wrapped in a list. */
export function validationFailed(complaints: readonly Complaint[], language: string | undefined): VendorError {
  const details: Record<string, unknown> = {};
  for (const { path, key } of complaints) place(details, path, language === 'keys' ? key : (TEXTS[key] ?? key));
  return {
    status: 400,
    error: 'validation_failed',
    message: 'There are some validation errors. Check details object for more info.',
    details,
  };
}

function place(level: Record<string, unknown>, [field, ...rest]: readonly string[], text: string): void {
  if (field === undefined) return;
  const list = (level[field] ??= []) as unknown[];
  if (rest.length === 0) {
    list.push(text);
    return;
  }
  const found = list.find((entry): entry is Record<string, unknown> => typeof entry === 'object' && entry !== null);
  const inner = found ?? {};
  if (found === undefined) list.push(inner);
  place(inner, rest, text);
}

export function refuse(reply: FastifyReply, error: VendorError): FastifyReply {
  return reply.code(error.status).header('content-type', 'application/json; charset=utf-8').send(error);
}

export function languageOf(request: FastifyRequest): string | undefined {
  return request.headers['accept-language'];
}
