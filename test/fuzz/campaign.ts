import type { Connector } from '@crossdock/connector-kit';
import { FixedClock, openTestConnection, sandboxVendor, type TestConnection } from '@crossdock/connector-kit/testing';
import { createSandbox, type Sandbox } from '../../apps/sandbox/src';
import { simulatedSystems } from '../../apps/sandbox/src/vendors';
import { tradeSystem } from '../contract/custom-http-trade.system';
import { malformedAnswer } from './answer-mutations';
import { judge, personalValues, type Ending, type Hidden, type Judged } from './judgement';
import { ReplayingVendor, type RecordedCall, type Script } from './replaying-vendor';
import { SeededRandom } from './seeded-random';
import { configuredSubjects } from './subjects/custom-http';
import { needed, type Call, type Operation, type Subject } from './subjects/subject';
import { vendorSubjects } from './subjects/vendors';
import { judgeWebhook, malformedWebhook } from './webhook-cases';

export const subjects: readonly Subject[] = [...vendorSubjects, ...configuredSubjects];

/** Caps every call, so that a silent vendor does not hold up the campaign. */
const DEADLINE_MS = 300;
/** Nothing may take longer: calls have deadlines and pauses take no time here. */
const HANG_MS = 15_000;
const LANES = 4;
const LONGEST_STANDSTILL_MS = 2_000;
const WEBHOOK_SHARE = 0.15;
const ONWARDS_SHARE = 0.25;
/** Far apart, so that neighbouring seeds have nothing in common. */
const SEED_STEP = 1_000_003;

interface Recorded {
  readonly subject: Subject;
  readonly operation: Operation;
  readonly call: Call;
  readonly script: Script;
}

/** What went wrong in one case, with everything that is needed to see it again. */
export interface Finding {
  readonly number: number;
  readonly subject: string;
  readonly operation: string;
  readonly mutation: string;
  readonly faults: readonly string[];
}

export interface CampaignResult {
  readonly cases: number;
  /** By subject, by outcome. */
  readonly counts: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly findings: readonly Finding[];
}

interface CaseResult extends Judged {
  readonly subject: string;
  readonly operation: string;
  readonly mutation: string;
}

/** Malformed answers and webhooks for every operation of every connector, chosen by one seed. */
export class Campaign {
  private constructor(
    private readonly sandbox: Sandbox,
    private readonly lanes: readonly ReplayingVendor[],
    private readonly recorded: readonly Recorded[],
    private readonly recordedAt: string,
  ) {}

  /** Starts the simulated vendors and records every operation once. */
  static async start(): Promise<Campaign> {
    const sandbox = createSandbox({ file: null, systems: [...simulatedSystems, tradeSystem] });
    const sandboxUrl = await sandbox.listen(0);
    const lanes = await Promise.all(Array.from({ length: LANES }, async () => ReplayingVendor.start(sandboxUrl)));
    const [first] = lanes;
    if (first === undefined) throw new Error('There is no lane.');
    const recorded: Recorded[] = [];
    for (const subject of subjects) {
      for (const operation of subject.operations) recorded.push(await record(subject, operation, first, sandboxUrl));
    }
    return new Campaign(sandbox, lanes, recorded, first.url);
  }

  async stop(): Promise<void> {
    await Promise.all(this.lanes.map(async (lane) => lane.stop()));
    await this.sandbox.close();
  }

  get operations(): readonly string[] {
    return this.recorded.map(({ subject, operation }) => `${subject.name} ${operation.name}`);
  }

  async run(
    seed: number,
    numbers: readonly number[],
    onProgress: (done: number) => void = () => undefined,
  ): Promise<CampaignResult> {
    const counts = new Map<string, Map<string, number>>();
    const findings: Finding[] = [];
    let next = 0;
    const running = new Set<number>();
    const watch = watchForStandstill((ms) => {
      const faults = [`the process did nothing else for ${ms} ms; at work: ${[...running].join(', ')}`];
      findings.push({ number: next - 1, subject: 'the process', operation: '', mutation: 'one of several', faults });
    });
    const work = async (lane: ReplayingVendor): Promise<void> => {
      while (next < numbers.length) {
        const number = numbers[next]!;
        next += 1;
        running.add(number);
        const { outcome, faults, ...facts } = await this.oneCase(lane, new SeededRandom(seed * SEED_STEP + number));
        running.delete(number);
        const ofSubject = counts.get(facts.subject) ?? new Map<string, number>();
        counts.set(facts.subject, ofSubject.set(outcome, (ofSubject.get(outcome) ?? 0) + 1));
        if (faults.length > 0) findings.push({ number, ...facts, faults });
        onProgress(next);
      }
    };
    await Promise.all(this.lanes.map(work));
    clearInterval(watch);
    return { cases: numbers.length, counts, findings };
  }

  /** Every operation with answers that are not changed: what the campaign spoils was right before. */
  async healthy(): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const recorded of this.recorded) {
      const { judged } = await this.replayed(this.lanes[0]!, recorded, null);
      if (judged.outcome !== 'value' || judged.faults.length > 0) {
        faults.push(
          `${recorded.subject.name} ${recorded.operation.name}: ${judged.outcome} ${judged.faults.join('; ')}`,
        );
      }
    }
    return faults;
  }

  private async oneCase(lane: ReplayingVendor, random: SeededRandom): Promise<CaseResult> {
    if (random.chance(WEBHOOK_SHARE)) return webhookCase(random);
    const recorded = random.pick(this.recorded);
    const { judged, mutation } = await this.replayed(lane, recorded, random);
    const named = pollution();
    return {
      outcome: judged.outcome,
      faults: [...judged.faults, ...named],
      subject: recorded.subject.name,
      operation: recorded.operation.name,
      mutation,
    };
  }

  private async replayed(
    lane: ReplayingVendor,
    { subject, operation, call, script }: Recorded,
    random: SeededRandom | null,
  ): Promise<{ judged: Judged; mutation: string }> {
    const here = relocated(script, this.recordedAt, lane.url);
    const replay = lane.play(
      here,
      random === null
        ? null
        : {
            call: random.below(script.length),
            onwards: random.chance(ONWARDS_SHARE),
            answer: (good, sent) => malformedAnswer(random, good, sent),
          },
    );
    const connection = open(subject, lane.url);
    const ending = await endingOf(call(connection.ports));
    await connection.close();
    const hidden: Hidden = {
      credentials: subject.secrets,
      secrets: [...subject.secrets, ...(subject.tokens ?? [])],
      personal: personalValues(operation.given),
      said: () => replay.spoilt.map(({ answer }) => answer.bytes.toString('utf8')).join(' '),
    };
    const judged = judge(ending, operation, replay, connection.exchanges, hidden);
    return {
      judged,
      mutation: replay.spoilt
        .map(({ method, path, answer }) => `${answer.name} for ${method} ${path.slice(0, 80)}`)
        .slice(0, 3)
        .join(', '),
    };
  }
}

async function record(
  subject: Subject,
  operation: Operation,
  lane: ReplayingVendor,
  sandboxUrl: string,
): Promise<Recorded> {
  const vendor = sandboxVendor(sandboxUrl, subject.slug);
  await vendor.reset();
  await subject.prepareVendor?.(vendor);
  const first = open(subject, lane.url, 10_000);
  const call = await operation.prepare(first.ports, vendor).catch((cause: unknown) => {
    throw new Error(`${subject.name} ${operation.name} cannot be prepared.`, { cause });
  });
  await first.close();
  const second = open(subject, lane.url, 10_000);
  const script = await lane.record(async () => call(second.ports));
  await second.close();
  return { subject, operation, call, script };
}

function open(subject: Subject, vendorUrl: string, deadlineMs = DEADLINE_MS): TestConnection {
  const connector: Connector = subject.connector;
  // Pauses take no time; calls do.
  return openTestConnection(connector, {
    ...subject.configuration(vendorUrl),
    clock: new FixedClock(Date.now()),
    deadlineMs,
  });
}

/** The record, as if it had been made on this lane: vendors write their own address into links. */
const relocations = new WeakMap<Script, Map<string, Script>>();
function relocated(script: Script, from: string, to: string): Script {
  if (from === to) return script;
  const known = relocations.get(script) ?? new Map<string, Script>();
  relocations.set(script, known);
  const done = known.get(to) ?? script.map((call) => moved(call, from, to));
  known.set(to, done);
  return done;
}

function moved(call: RecordedCall, from: string, to: string): RecordedCall {
  const text = (value: string): string => value.replaceAll(from, to);
  const body = call.answer.body.includes(from)
    ? Buffer.from(text(call.answer.body.toString('utf8')))
    : call.answer.body;
  const headers = call.answer.headers.map(([name, value]): [string, string] => [name, text(value)]);
  return { ...call, answer: { ...call.answer, headers, body } };
}

async function endingOf(call: Promise<unknown>): Promise<Ending> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Ending>((resolve) => {
    timer = setTimeout(() => {
      resolve({ kind: 'hang' });
    }, HANG_MS);
  });
  const ended = call.then(
    (value): Ending => ({ kind: 'value', value }),
    (error: unknown): Ending => ({ kind: 'error', error }),
  );
  const ending = await Promise.race([ended, late]);
  clearTimeout(timer);
  return ending;
}

/** One answer may not stop everything else. By processor time, so that a busy machine is no fault. */
function watchForStandstill(onStandstill: (ms: number) => void): NodeJS.Timeout {
  let before = process.cpuUsage();
  let at = performance.now();
  return setInterval(() => {
    const used = process.cpuUsage(before);
    const passedMs = performance.now() - at;
    const usedMs = Math.round((used.user + used.system) / 1_000);
    if (passedMs > LONGEST_STANDSTILL_MS && usedMs > LONGEST_STANDSTILL_MS) onStandstill(usedMs);
    before = process.cpuUsage();
    at = performance.now();
  }, 50);
}

function pollution(): string[] {
  const added = Object.keys(Object.prototype);
  for (const name of added) Reflect.deleteProperty(Object.prototype, name);
  return added.map((name) => `every object has got the property "${name}"`);
}

const withWebhooks = subjects.filter(({ webhooks }) => webhooks !== undefined);
const receivers = new Map<Subject, TestConnection>();

async function webhookCase(random: SeededRandom): Promise<CaseResult> {
  const subject = random.pick(withWebhooks);
  const genuine = random.pick(subject.webhooks ?? []);
  const connection =
    receivers.get(subject) ?? openTestConnection(subject.connector, subject.configuration('http://127.0.0.1:9'));
  receivers.set(subject, connection);
  const { webhook, name, mustRefuse } = malformedWebhook(random, genuine);
  const ending = await endingOf(needed(connection.ports, 'webhookReceiver').receive(webhook));
  const judged = judgeWebhook(ending, mustRefuse, subject.secrets);
  return {
    ...judged,
    faults: [...judged.faults, ...pollution()],
    subject: subject.name,
    operation: 'webhookReceiver.receive',
    mutation: name,
  };
}
