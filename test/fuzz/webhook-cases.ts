import {
  ConnectorError,
  UnexpectedResponseError,
  WebhookSignatureError,
  type RawWebhook,
} from '@crossdock/connector-kit';
import * as results from './canonical-results';
import { isStorable, ofError, type Ending, type Judged } from './judgement';
import { mutateJson } from './json-mutations';
import type { SeededRandom } from './seeded-random';
import type { GenuineWebhook } from './subjects/subject';

export interface MalformedWebhook {
  readonly name: string;
  readonly webhook: RawWebhook;
  /** The proof is missing or belongs to other bytes. */
  readonly mustRefuse: boolean;
}

const HTML = '<!DOCTYPE html><html><body>503</body></html>';
const HEADER_VALUES = [
  '',
  ' ',
  'v1,',
  'v1,AAAA',
  'sha256=',
  'sha256=zz',
  '0',
  '-1',
  'NaN',
  '99999999999999',
  '1e400',
  '\u0000',
  'ż',
  'x'.repeat(9_000),
  '__proto__',
];
const HEADER_NAMES = ['__proto__', 'constructor', 'content-type', 'x-forwarded-for', 'webhook-id', 'webhook-signature'];

const BODIES: Readonly<Record<string, (random: SeededRandom, body: Buffer) => Buffer>> = {
  'half a body': (random, body) => body.subarray(0, random.below(body.length + 1)),
  'an empty body': () => Buffer.alloc(0),
  'a page': () => Buffer.from(HTML),
  'bytes that are no UTF-8': (random, body) => {
    const spoilt = Buffer.from(body);
    spoilt[random.below(spoilt.length)] = random.pick([0xff, 0xc3, 0x80, 0x00]);
    return spoilt;
  },
  'UTF-16': (_random, body) => Buffer.from(body.toString('utf8'), 'utf16le'),
  'a byte order mark': (_random, body) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]),
  'a form': () => Buffer.from('event=shipment_confirmed&payload[shipment_id]=1'),
  'the body twice': (_random, body) => Buffer.concat([body, body]),
  'deep nesting': (random) => Buffer.from('['.repeat(random.pick([1_000, 100_000]))),
  'another JSON': (random) =>
    Buffer.from(
      random.pick([
        'null',
        '[]',
        '{}',
        '""',
        '0',
        'true',
        '[null]',
        '{"value":[]}',
        '{"value":{}}',
        '{"value":[null]}',
      ]),
    ),
};

export function malformedWebhook(random: SeededRandom, { webhook, sign, signed }: GenuineWebhook): MalformedWebhook {
  if (random.chance(0.25)) return otherHead(random, webhook);
  const body = Buffer.from(webhook.body);
  const { bytes, name } = otherBody(random, body);
  const changed = { ...webhook, body: bytes };
  if (random.chance(0.75)) return { name: `${name}, signed`, webhook: sign(changed), mustRefuse: false };
  return { name: `${name}, with the old signature`, webhook: changed, mustRefuse: signed && !bytes.equals(body) };
}

function otherBody(random: SeededRandom, body: Buffer): { readonly bytes: Buffer; readonly name: string } {
  if (random.chance(0.7)) {
    const { text, name } = mutateJson(random, JSON.parse(body.toString('utf8')));
    return { bytes: Buffer.from(text), name };
  }
  const name = random.pick(Object.keys(BODIES));
  return { bytes: BODIES[name]!(random, body), name };
}

/** Headers, method, query or the end of the address are not what was agreed. */
function otherHead(random: SeededRandom, webhook: RawWebhook): MalformedWebhook {
  const value = random.pick(HEADER_VALUES);
  const header = random.pick([...Object.keys(webhook.headers), ...HEADER_NAMES]);
  const changes: readonly (readonly [string, Partial<RawWebhook>])[] = [
    [`header ${header} = ${value.slice(0, 20)}`, { headers: { ...webhook.headers, [header]: value } }],
    ['no headers', { headers: {} }],
    [`suffix ${value.slice(0, 20)}`, { suffix: value }],
    [`method ${value.slice(0, 20)}`, { method: random.pick(['GET', 'PUT', 'HEAD', value]) }],
    [`query ${value.slice(0, 20)}`, { query: { [random.pick(['validationToken', 'code', '__proto__'])]: value } }],
  ];
  const [name, change] = random.pick(changes);
  return { name, webhook: { ...webhook, ...change }, mustRefuse: false };
}

/** A webhook is refused, kept unreadable, or gives events that the engine knows. */
export function judgeWebhook(ending: Ending, mustRefuse: boolean, secrets: readonly string[]): Judged {
  if (ending.kind === 'hang') return { outcome: 'hang', faults: ['it never ended'] };
  if (ending.kind === 'value') return ofParsed(ending.value, mustRefuse);
  const { error } = ending;
  if (error instanceof WebhookSignatureError) return { outcome: 'webhook refused', faults: [] };
  const unproved = mustRefuse ? ['it was read although its signature is of other bytes'] : [];
  if (error instanceof UnexpectedResponseError) {
    return {
      outcome: 'webhook unreadable',
      faults: [...ofError(error, { credentials: secrets, secrets, personal: [], said: () => '' }), ...unproved],
    };
  }
  const said =
    error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' | ') : String(error);
  const outcome = error instanceof ConnectorError ? `webhook ${error.errorClass}` : 'another exception';
  return { outcome, faults: [`it threw ${said}`, ...unproved] };
}

function ofParsed(value: unknown, mustRefuse: boolean): Judged {
  const faults = mustRefuse ? ['it was taken although its signature is of other bytes'] : [];
  if (!isStorable(value)) faults.push(`the events cannot be stored: ${JSON.stringify(value).slice(0, 300)}`);
  const parsed = results.parsedWebhook.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    faults.push(
      `the events have not the shape of the port: ${issue?.path.join('.')} ${issue?.message}: ${JSON.stringify(value).slice(0, 300)}`,
    );
  }
  return { outcome: 'webhook taken', faults };
}
