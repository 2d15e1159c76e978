import type { Violation } from './answers';
import type { Amount, Piece, Shipment } from './state';

type Body = Record<string, unknown>;
/** What the sender decides of a shipment. */
export type Draft = Pick<
  Shipment,
  'customerReference' | 'service' | 'consignee' | 'pieces' | 'cod' | 'declaredValue' | 'pickupPointId' | 'remarks'
>;

const SERVICES = ['WORLD-STANDARD', 'WORLD-EXPRESS', 'WORLD-PICKUP'];
const CONSIGNEE: readonly (readonly [name: string, most: number, required: boolean])[] = [
  ['name', 70, true],
  ['company', 70, false],
  ['line1', 70, true],
  ['line2', 70, false],
  ['city', 50, true],
  ['zip', 12, true],
  ['phone', 20, false],
  ['email', 100, true],
];
const HEAVIEST_GRAMS = 70_000;
const MOST_PIECES = 20;

/** All that is wrong with the body, or the draft. */
export function readDraft(given: unknown): { draft: Draft } | { violations: readonly Violation[] } {
  const body = objectOf(given);
  const violations: Violation[] = [];
  const consignee = objectOf(body.consignee);
  check(violations, body, '', [['customerReference', 50, true], ['remarks', 100, false], ['pickupPointId', 30, false]]); // prettier-ignore
  check(violations, consignee, 'consignee.', CONSIGNEE);
  const service = body.service;
  if (!SERVICES.includes(String(service)))
    violations.push({ path: 'service', message: `one of ${SERVICES.join(', ')}` });
  if (!/^[A-Z]{2}$/.test(String(consignee.countryCode))) {
    violations.push({ path: 'consignee.countryCode', message: 'ISO 3166-1 alpha-2' });
  }
  if (service === 'WORLD-PICKUP' && typeof body.pickupPointId !== 'string') {
    violations.push({ path: 'pickupPointId', message: 'required for this service' });
  }
  const pieces = piecesOf(body.pieces, violations);
  const cod = amountOf(body.cod, 'cod', violations);
  const declaredValue = amountOf(body.declaredValue, 'declaredValue', violations);
  if (violations.length > 0) return { violations };
  return {
    draft: {
      customerReference: String(body.customerReference),
      service: String(service),
      consignee,
      pieces,
      cod,
      declaredValue,
      pickupPointId: optional(body.pickupPointId),
      remarks: optional(body.remarks),
    },
  };
}

function check(found: Violation[], body: Body, path: string, fields: typeof CONSIGNEE): void {
  for (const [name, most, required] of fields) {
    const value = body[name] ?? null;
    const missing = required && (value === null || value === '');
    if (missing) found.push({ path: `${path}${name}`, message: 'required' });
    else if (value !== null && typeof value !== 'string') found.push({ path: `${path}${name}`, message: 'a text' });
    else if (value !== null && value.length > most)
      found.push({ path: `${path}${name}`, message: `at most ${most} characters` });
  }
}

function piecesOf(given: unknown, found: Violation[]): Piece[] {
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST_PIECES) {
    found.push({ path: 'pieces', message: `1 to ${MOST_PIECES} pieces` });
    return [];
  }
  return given.map((piece: unknown, index) => {
    const { weightGrams, lengthMm, widthMm, heightMm } = objectOf(piece);
    const weight = typeof weightGrams === 'number' ? weightGrams : 0;
    if (!Number.isInteger(weight) || weight < 1 || weight > HEAVIEST_GRAMS) {
      found.push({ path: `pieces[${index}].weightGrams`, message: `1 to ${HEAVIEST_GRAMS}` });
    }
    return { weightGrams: weight, lengthMm: side(lengthMm), widthMm: side(widthMm), heightMm: side(heightMm) };
  });
}

function amountOf(given: unknown, path: string, found: Violation[]): Amount | null {
  if (given === undefined || given === null) return null;
  const { value, currency } = objectOf(given);
  if (!/^\d+\.\d{2}$/.test(String(value))) found.push({ path: `${path}.value`, message: 'a decimal with two digits' });
  if (!/^[A-Z]{3}$/.test(String(currency))) found.push({ path: `${path}.currency`, message: 'ISO 4217' });
  return { value: String(value), currency: String(currency) };
}

function side(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function optional(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function objectOf(value: unknown): Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};
}
