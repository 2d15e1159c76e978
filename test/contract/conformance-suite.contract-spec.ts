import type { Carrier, Exchange, RemoteRecord } from '@crossdock/connector-kit';
import {
  aShipmentRequest,
  describeConnector,
  openTestConnection,
  runSuites,
  sandboxVendor,
  type CaseResult,
  type ConformanceHarness,
  type TestConnection,
} from '@crossdock/connector-kit/testing';
import { inpostConnector } from '@crossdock/connectors/inpost';
import { createSandbox, type Sandbox } from '../../apps/sandbox/src';
import { inpostSystem } from '../../apps/sandbox/src/vendors/inpost/inpost.system';

/** How a connection is spoilt. */
type Damage = (carrier: Carrier, connection: TestConnection) => Partial<Carrier>;

const CREDENTIALS = { token: 'inpost-sandbox-token', webhookSecret: 'inpost-webhook-path-secret' };
const NOTHING: Damage = () => ({});

let sandbox: Sandbox;
let address: string;

beforeAll(async () => {
  sandbox = createSandbox({ file: null, systems: [inpostSystem] });
  address = await sandbox.listen(0);
});
afterAll(async () => sandbox.close());

const vendor = sandboxVendor(() => address, 'inpost');

/** A good connection to the simulated InPost whose carrier is damaged. */
function open(damage: Damage, overrides: { credentials?: unknown; deadlineMs?: number } = {}): TestConnection {
  const connection = openTestConnection(inpostConnector, {
    settings: {
      baseUrl: `${address}/inpost`,
      organizationId: '1234',
      defaultLengthMm: 380,
      defaultWidthMm: 320,
      defaultHeightMm: 190,
      defaultWeightGrams: 1_000,
    },
    credentials: overrides.credentials ?? CREDENTIALS,
    ...(overrides.deadlineMs === undefined ? {} : { deadlineMs: overrides.deadlineMs }),
  });
  const carrier = connection.ports.carrier!;
  const whole: Carrier = {
    findShipment: async (reference) => carrier.findShipment(reference),
    createShipment: async (request, options) => carrier.createShipment(request, options),
    readShipment: async (record) => carrier.readShipment(record),
    readLabel: async (record, format) => carrier.readLabel(record, format),
    cancelShipment: async (record) => carrier.cancelShipment(record),
    findPickupPoints: async (query) => carrier.findPickupPoints(query),
    createManifest: async (records) => carrier.createManifest(records),
  };
  const damaged = { ...whole, ...damage(carrier, connection) };
  return { ...connection, ports: { carrier: damaged } };
}

function harness(damage: Damage, changes: Partial<ConformanceHarness> = {}): ConformanceHarness {
  return {
    connector: inpostConnector,
    open: (overrides) => open(damage, overrides),
    vendor,
    prepare: async () => vendor.settings({ confirmAfterMs: 3_600_000, looseSearch: true }),
    samples: {
      carrier: {
        recordType: 'shipment',
        match: '/v1/organizations/1234/shipments',
        request: () => aShipmentRequest({ deliveryMethod: 'inpost-courier' }),
        refused: () =>
          aShipmentRequest({ deliveryMethod: 'inpost-locker', pickupPoint: { carrier: 'inpost', id: 'XXX01' } }),
        confirm: async (reference) => {
          await vendor.advance({ action: 'confirm', reference });
        },
      },
    },
    only: { ports: ['carrier'], reason: 'One port is enough to damage.' },
    wrongCredentials: { ...CREDENTIALS, token: 'a-token-of-nobody' },
    secrets: Object.values(CREDENTIALS),
    ...changes,
  };
}

/** Runs those cases of the suites whose name has one of the words in it. */
async function run(subject: ConformanceHarness, ...words: readonly string[]): Promise<readonly CaseResult[]> {
  return runSuites((registrar) => {
    describeConnector({
      ...subject,
      registrar: {
        ...registrar,
        it: (name, body, timeoutMs) => {
          if (words.some((word) => name.includes(word))) registrar.it(name, body, timeoutMs);
        },
      },
    });
  });
}

const failures = (results: readonly CaseResult[]): readonly string[] =>
  results.flatMap(({ name, error }) => (error === null ? [] : [`${name.split(' > ').at(-1)!} — ${error.message}`]));

async function verdict(damage: Damage, ...words: readonly string[]): Promise<string> {
  const results = await run(harness(damage), ...words);
  expect(results).not.toEqual([]);
  return failures(results).join('\n');
}

const withoutFind: Damage = () => ({ findShipment: async () => null });

const findsByBeginning: Damage = (carrier) => ({
  findShipment: async (reference) => {
    const shipments = await vendor.records('shipment');
    const found = shipments.find(({ externalCustomerId }) => String(externalCustomerId).startsWith(reference));
    return found === undefined ? carrier.findShipment(reference) : { id: found.id, number: null };
  },
});

const swallowsErrors: Damage = (carrier) => ({
  createShipment: async (request, options) => carrier.createShipment(request, options).catch(() => nobody),
  readShipment: async (record) =>
    carrier
      .readShipment(record)
      .catch(() => ({ ...nobody, state: 'created', waybill: null, trackingUrl: null, events: [] })),
});
const nobody: RemoteRecord = { id: '0', number: null };

const triesAgainByItself: Damage = (carrier) => ({
  createShipment: async (request, options) =>
    carrier.createShipment(request, options).catch(async () => carrier.createShipment(request, options)),
});

const throwsPlainErrors: Damage = (carrier) => ({
  createShipment: async (request, options) =>
    carrier.createShipment(request, options).catch((error: unknown) => {
      throw new Error(String(error));
    }),
});

const keepsThePerson: Damage = (carrier, connection) => ({
  createShipment: async (request, options) => {
    const made = await carrier.createShipment(request, options);
    const last: Exchange = connection.exchanges.at(-1)!;
    connection.exchanges.push({ ...last, requestBody: JSON.stringify({ to: request.receiver.email }) });
    return made;
  },
});

const keepsTheToken: Damage = (carrier, connection) => ({
  createShipment: async (request, options) => {
    const made = await carrier.createShipment(request, options);
    const last: Exchange = connection.exchanges.at(-1)!;
    connection.exchanges.push({ ...last, url: `${last.url}?key=${CREDENTIALS.token}` });
    return made;
  },
});

const losesLetters: Damage = (carrier) => ({
  createShipment: async (request, options) => {
    const receiver = { ...request.receiver, lastName: request.receiver.lastName!.replace(/[^a-z]/gi, '?') };
    return carrier.createShipment({ ...request, receiver }, options);
  },
});

describe('the conformance suite', () => {
  it('passes for a connector that keeps the contract', async () => {
    const results = await run(harness(NOTHING), 'creating a shipment', 'skips only', 'samples for its own');
    expect(failures(results)).toEqual([]);
    expect(results.length).toBeGreaterThan(10);
  });

  it('fails for a connector whose look-up finds nothing', async () => {
    const found = await verdict(withoutFind, 'the record is found by its reference', 'done but never answered');
    expect(found).toMatch(/the record is found by its reference/);
    expect(found).toMatch(/the look-up finds what the vendor did/);
  });

  it('fails for a connector that compares only the beginning of a reference', async () => {
    expect(await verdict(findsByBeginning, '1001 is not found by 10011')).toMatch(/not the beginning/);
  });

  it('fails for a connector that swallows errors', async () => {
    const found = await verdict(swallowsErrors, 'a 500 is', 'a 401', 'a 429', 'a refusal');
    expect(found.split('\n').filter((line) => line.includes('but the call went well'))).toHaveLength(7);
  });

  it('fails for a connector that repeats a write of unknown outcome by itself', async () => {
    expect(await verdict(triesAgainByItself, 'done but answered with nonsense')).toMatch(/the call went well/);
  });

  it('fails for a connector that throws errors without a class', async () => {
    expect(await verdict(throwsPlainErrors, 'a 500 is an unknown outcome')).toMatch(/Expected UnknownOutcomeError/);
  });

  it('fails for a transcript that shows a person', async () => {
    expect(await verdict(keepsThePerson, 'transcript')).toMatch(/"zaneta.sample@example.pl" is seen/);
  });

  it('fails for a transcript that shows a secret', async () => {
    expect(await verdict(keepsTheToken, 'transcript')).toMatch(/"inpost-sandbox-token" is seen/);
  });

  it('fails for a connector that loses Polish letters', async () => {
    expect(await verdict(losesLetters, 'Polish letters')).toMatch(/the vendor's record has/);
  });

  it('fails for a port without samples', async () => {
    const results = await run(harness(NOTHING, { samples: {} }), '');
    expect(failures(results).join('\n')).toMatch(/has no samples for the port carrier/);
  });

  it('fails for samples of a port that the connector does not have', async () => {
    const samples = { ...harness(NOTHING).samples, payments: { pay: async () => '1' } };
    const results = await run(harness(NOTHING, { samples }), 'samples for its own', 'a pdf file');
    expect(failures(results)).toEqual([expect.stringMatching(/samples for its own ports only — .*payments/s)]);
  });

  it('fails for a port that is promised and not there', async () => {
    const only = { ports: ['carrier', 'healthCheck'] as const, reason: 'One of them is not there.' };
    const results = await run(harness(NOTHING, { only }), 'promised ports', 'all is well');
    expect(failures(results).join('\n')).toMatch(/says in a sentence.*opens with the promised ports/s);
  });

  it('fails for a case that is skipped without a reason', async () => {
    const skip = { 'creating a shipment: a 500 is an unknown outcome': 'later' };
    expect(failures(await run(harness(NOTHING, { skip }), 'a 500 is')).join('\n')).toMatch(/"later" is no reason/);
  });

  it('fails for a skipped case that there is not', async () => {
    const skip = { 'creating a parcel': 'InPost creates shipments, which are the same.' };
    expect(failures(await run(harness(NOTHING, { skip }), 'skips only')).join('\n')).toMatch(/creating a parcel/);
  });

  it('fails for a suite that checked nothing', async () => {
    const results = await run(harness(NOTHING), 'no case has this name');
    expect(failures(results).join('\n')).toMatch(/ran no check/);
  });

  it('fails for a connector without any port', async () => {
    const only = { ports: [], reason: 'Nothing is left of it.' };
    expect(failures(await run(harness(NOTHING, { only }), 'at least one port'))).toHaveLength(1);
  });
});
