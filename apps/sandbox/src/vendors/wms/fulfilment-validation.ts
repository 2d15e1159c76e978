import { errorOf, type ErrorBody } from './answers';
import { DEFAULT_WAREHOUSE, type Fulfilment, type FulfilmentLine } from './state';

type Body = Record<string, unknown>;
/** What the caller decides of a fulfilment. */
export type Draft = Omit<Fulfilment, 'id' | 'number' | 'createdAt' | 'status' | 'reason' | 'packages'>;

const MOST_LINES = 100;
const RECIPIENT_FIELDS: Readonly<Record<string, { required: boolean; most: number }>> = {
  name: { required: true, most: 100 },
  street: { required: true, most: 100 },
  city: { required: true, most: 60 },
  postCode: { required: true, most: 12 },
  country: { required: true, most: 2 },
  phone: { required: false, most: 25 },
  email: { required: false, most: 120 },
};

class Invalid extends Error {
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

export function readDraft(body: unknown): { draft: Draft } | { error: ErrorBody } {
  try {
    return { draft: draftOf(object(body, '')) };
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return { error: errorOf('VALIDATION', error.message, { field: error.field }) };
  }
}

function draftOf(body: Body): Draft {
  return {
    reference: text(body, 'reference', '', 40),
    orderNumber: optionalText(body, 'orderNumber', '', 40),
    warehouse: optionalText(body, 'warehouse', '', 20) ?? DEFAULT_WAREHOUSE,
    recipient: recipientOf(object(body.recipient, 'recipient')),
    deliveryService: text(body, 'deliveryService', '', 60),
    pickupPoint: optionalText(body, 'pickupPoint', '', 40),
    remarks: optionalText(body, 'remarks', '', 200),
    lines: linesOf(body.lines),
  };
}

function recipientOf(recipient: Body): Body {
  for (const [name, { required, most }] of Object.entries(RECIPIENT_FIELDS)) {
    if (required) text(recipient, name, 'recipient.', most);
    else optionalText(recipient, name, 'recipient.', most);
  }
  return recipient;
}

function linesOf(lines: unknown): FulfilmentLine[] {
  if (!Array.isArray(lines) || lines.length === 0) throw new Invalid('lines', 'At least one line is needed.');
  if (lines.length > MOST_LINES) throw new Invalid('lines', `At most ${MOST_LINES} lines.`);
  return lines.map((line: unknown, index) => {
    const path = `lines[${index}]`;
    const body = object(line, path);
    const { quantity } = body;
    if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity <= 0) {
      throw new Invalid(`${path}.quantity`, 'The quantity must be a whole number above zero.');
    }
    return {
      line: text(body, 'line', `${path}.`, 40),
      sku: text(body, 'sku', `${path}.`, 50),
      ean: optionalText(body, 'ean', `${path}.`, 14),
      name: text(body, 'name', `${path}.`, 120),
      quantity,
    };
  });
}

function object(value: unknown, field: string): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Invalid(field, 'An object is needed.');
  return value as Body;
}

function text(body: Body, name: string, path: string, most: number): string {
  const value = optionalText(body, name, path, most);
  if (value === null || value === '') throw new Invalid(`${path}${name}`, 'The field is required.');
  return value;
}

function optionalText(body: Body, name: string, path: string, most: number): string | null {
  const value = body[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw new Invalid(`${path}${name}`, 'A text is needed.');
  if (value.length > most) throw new Invalid(`${path}${name}`, `At most ${most} characters.`);
  return value;
}
