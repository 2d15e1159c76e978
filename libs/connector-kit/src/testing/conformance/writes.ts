import assert from 'node:assert/strict';
import { ConnectorError, UnknownOutcomeError } from '../../errors/connector-error';
import type { PortName, Ports } from '../../ports';
import { POLISH_LETTERS } from '../samples/people';
import { assertNotSeen, assertPlainWords, failsWith, personalValues } from './expectations';
import { describeFailures, plant } from './failures';
import type { WriteSamples } from './harness';
import { needed, SHORT_DEADLINE_MS, type CaseContext, type Suite } from './suite';
import type { FaultKind, VendorRecord } from './vendor';

/** A write that makes one record, which is found again by our reference. */
export interface CreateUnderTest<P extends PortName, Request> {
  /** Begins the name of every case: `creating a shipment`. */
  readonly what: string;
  readonly samples: WriteSamples<Request>;
  /** A request under a reference that nothing had before; prepares what the vendor needs for it. */
  readonly request: (context: CaseContext<P>) => Promise<Request>;
  /** The same with a reference that begins with the one of the request. Left out where references are not ours. */
  readonly withLongerReference?: (request: Request) => Request;
  readonly send: (port: Ports[P], request: Request, key: string) => Promise<{ readonly id: string }>;
  readonly find: (port: Ports[P], request: Request) => Promise<{ readonly id: string } | null>;
  /** False where the request has no words of people. */
  readonly hasWords?: boolean;
}

/** Look before create, in every way that it can go wrong. */
export function describeCreation<P extends PortName, Request>(
  suite: Suite<P>,
  creation: CreateUnderTest<P, Request>,
): void {
  describeLookUp(suite, creation);
  describeLostAnswers(suite, creation);
  describeFailures(suite, {
    what: creation.what,
    write: true,
    target: creation.samples,
    arrange: async (context) => {
      const request = await creation.request(context);
      return {
        send: async (port) => creation.send(port, request, 'key-1'),
        warmUp: async (port) => creation.find(port, request),
      };
    },
  });
  describeRefusal(suite, creation);
  describeContent(suite, creation);
}

function describeLookUp<P extends PortName, Request>(suite: Suite<P>, creation: CreateUnderTest<P, Request>): void {
  const { what, send, find } = creation;
  suite.check(`${what}: the record is found by its reference`, async (context) => {
    const request = await creation.request(context);
    const { port } = await context.open();
    const made = await send(port, request, 'key-1');
    const found = await find(port, request);
    assert.equal(found?.id, made.id, 'the look-up gives the id that the creation gave');
    const { port: another } = await context.open();
    assert.equal((await find(another, request))?.id, made.id, 'a connection that knows nothing yet finds it too');
  });
  suite.check(`${what}: an unknown reference is not found`, async (context) => {
    const request = await creation.request(context);
    const { port } = await context.open();
    assert.equal(await find(port, request), null);
  });
  const { withLongerReference } = creation;
  if (withLongerReference === undefined) return;
  suite.check(`${what}: 1001 is not found by 10011, nor 10011 by 1001`, async (context) => {
    const short = await creation.request(context);
    const long = withLongerReference(short);
    const { port } = await context.open();
    const madeLong = await send(port, long, 'key-long');
    assert.equal(await find(port, short), null, 'the shorter reference is not the beginning of the longer one');
    const madeShort = await send(port, short, 'key-short');
    assert.equal((await find(port, short))?.id, madeShort.id);
    assert.equal((await find(port, long))?.id, madeLong.id);
    assert.notEqual(madeShort.id, madeLong.id);
  });
}

function describeLostAnswers<P extends PortName, Request>(
  suite: Suite<P>,
  creation: CreateUnderTest<P, Request>,
): void {
  const lost = async (context: CaseContext<P>, kind: FaultKind): Promise<void> => {
    const request = await creation.request(context);
    const { port } = await context.open({ deadlineMs: SHORT_DEADLINE_MS });
    assert.equal(await creation.find(port, request), null);
    const before = await recordsOf(context, creation.samples);
    await plant(context.vendor, { kind }, creation.samples);
    await failsWith(async () => creation.send(port, request, 'key-1'), UnknownOutcomeError);
    await context.vendor.clearFaults();
    const found = await creation.find(port, request);
    assert.ok(found !== null, 'the look-up finds what the vendor did');
    assert.equal(await madeSince(context, creation.samples, before), 1, 'the vendor has one record');
  };
  suite.check(`${creation.what}: done but never answered, it is an unknown outcome and then found`, async (context) => {
    await lost(context, 'timeout-after-commit');
  });
  suite.check(`${creation.what}: done but answered with nonsense, it is found`, async (context) => {
    await lost(context, 'malformed');
  });
  const { operation } = creation.samples;
  if (operation === undefined || !suite.harness.connector.manifest.nativelyIdempotent.includes(operation)) return;
  suite.check(`${creation.what}: the same key twice makes one record`, async (context) => {
    const request = await creation.request(context);
    const { port } = await context.open();
    const before = await recordsOf(context, creation.samples);
    const first = await creation.send(port, request, 'key-1');
    const second = await creation.send(port, request, 'key-1');
    assert.equal(second.id, first.id);
    assert.equal(await madeSince(context, creation.samples, before), 1, 'the vendor has one record');
  });
}

function describeRefusal<P extends PortName, Request>(suite: Suite<P>, creation: CreateUnderTest<P, Request>): void {
  suite.check(`${creation.what}: a refusal says why in plain words and leaves no record`, async (context) => {
    const refused = needed(creation.samples.refused, 'refused')();
    const { port } = await context.open();
    const before = await recordsOf(context, creation.samples);
    const error = await failsWith(async () => creation.send(port, refused, 'key-1'), ConnectorError);
    assert.equal(error.errorClass, 'rejected', `${error.name} is of the class ${error.errorClass}`);
    assertPlainWords(error.message, 'the summary');
    assert.equal(await madeSince(context, creation.samples, before), 0, 'the vendor has no record');
  });
}

function describeContent<P extends PortName, Request>(suite: Suite<P>, creation: CreateUnderTest<P, Request>): void {
  if (creation.hasWords !== false) {
    suite.check(`${creation.what}: Polish letters arrive at the vendor`, async (context) => {
      const request = await creation.request(context);
      const { port } = await context.open();
      await creation.send(port, request, 'key-1');
      const kept = JSON.stringify(await recordsOf(context, creation.samples));
      assert.ok(kept.includes(POLISH_LETTERS), `the vendor's record has "${POLISH_LETTERS}" in it`);
    });
  }
  suite.check(`${creation.what}: the transcript shows no secret and no person`, async (context) => {
    const request = await creation.request(context);
    const { port, connection } = await context.open();
    await creation.send(port, request, 'key-1');
    await creation.find(port, request);
    const refused = creation.samples.refused?.();
    if (refused !== undefined) await failsWith(async () => creation.send(port, refused, 'key-2'), ConnectorError);
    const hidden = [...context.harness.secrets, ...personalValues(request), ...personalValues(refused)];
    assertNotSeen(connection.exchanges, hidden);
  });
}

export async function recordsOf<P extends PortName>(
  context: CaseContext<P>,
  samples: { readonly recordType?: string },
): Promise<readonly VendorRecord[]> {
  return context.vendor.records(samples.recordType);
}

/** How many records there are now that were not there before. */
export async function madeSince<P extends PortName>(
  context: CaseContext<P>,
  samples: { readonly recordType?: string },
  before: readonly VendorRecord[],
): Promise<number> {
  return (await recordsOf(context, samples)).length - before.length;
}
