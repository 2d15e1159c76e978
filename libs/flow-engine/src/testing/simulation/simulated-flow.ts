import { defineFlow, type AnyFlow, type StepCall, type StepDefinition, type StepOutcome } from '../../definition/flow';
import type { Sql } from '../../persistence/sql';
import type { Action, SimulatedRemote } from './simulated-remote';
import { READ_SUBJECTS, STORE_SUBJECT } from './subject-statements';

interface Subject {
  readonly id: string;
  readonly facts: readonly string[];
}
type Step = StepDefinition<Subject, string>;
type Call = StepCall<Subject>;

const PARCELS = ['F1', 'F2'];
/** Steps that make a document, with those that must be done before, and whether and how a repeat is made harmless. */
const MADE = {
  reserve: { after: [], look: 'find' },
  bill: { after: ['reserve'], look: 'key' },
  announce: { after: ['reserve'], look: 'none' },
  pack: { after: ['bill'], look: 'find' },
} as const satisfies Record<string, { after: readonly string[]; look: 'find' | 'key' | 'none' }>;
type Made = keyof typeof MADE;
export const UNDONE: readonly Made[] = ['reserve', 'bill', 'pack'];

export function documentOf(subjectId: string, step: string, item: string): string {
  return [subjectId, step, item].join('/');
}

/** Documents that must be done before this one may be made. */
export function documentsBefore(document: string): readonly string[] {
  const [subject = '', step = ''] = document.split('/');
  return MADE[step as Made].after.map((earlier) => documentOf(subject, earlier, ''));
}

export function isIdempotent(document: string): boolean {
  return MADE[document.split('/')[1] as Made].look === 'key';
}

/** Two parcels, a step of every kind, and an undo for what can be undone. `process` is the worker that runs it. */
export function simulatedFlow(remote: SimulatedRemote, process: string, finds = true): AnyFlow {
  const ask = async (action: Action, call: Call, step: string): Promise<boolean> =>
    remote.call(process, action, documentOf(call.subject.id, step, call.item.key), call.idempotencyKey);
  const done = (fact: string): StepOutcome<string> => ({ kind: 'done', facts: [fact] });

  const making = (name: Made): Step => {
    const { after, look } = MADE[name];
    const keys = name === 'pack' ? PARCELS : [''];
    const found = async (call: Call): Promise<StepOutcome<string> | null> =>
      (await ask('find', call, name)) && finds ? done(factOf(name, call)) : null;
    return {
      name,
      kind: 'command',
      port: 'carrier',
      after,
      phase: 'forward',
      items: () => keys.map((key) => ({ key, connectionId: name })),
      execute: async (call) => {
        await ask('create', call, name);
        return done(factOf(name, call));
      },
      bind: (call) => done(factOf(name, call)),
      ...(look === 'find' ? { find: found } : {}),
      nativelyIdempotent: look === 'key',
    };
  };
  const waiting: Step = {
    name: 'packed',
    kind: 'wait',
    port: 'carrier',
    after: ['pack'],
    phase: 'forward',
    items: () => PARCELS.map((key) => ({ key, connectionId: 'pack' })),
    execute: async (call) => {
      await ask('look', call, 'pack');
      if (call.round > 0) return done(factOf('packed', call));
      return { kind: 'waiting', pollAfterMs: 5_000, awaitKey: `${call.subject.id}/${call.item.key}`, note: 'Packing.' };
    },
  };
  const undoing = (name: Made, after: readonly string[]): Step => ({
    name: `undo-${name}`,
    kind: 'state',
    port: 'carrier',
    after,
    phase: 'undo',
    items: ({ facts }) =>
      (name === 'pack' ? PARCELS : [''])
        .filter((key) => facts.includes(`${name}/${key}`))
        .map((key) => ({ key, connectionId: name })),
    execute: async (call) => {
      await ask('undo', call, name);
      return done(factOf(`undone-${name}`, call));
    },
  });
  return defineFlow<Subject, string>({
    name: 'simulated',
    priority: 10,
    steps: [
      making('reserve'),
      making('bill'),
      making('announce'),
      making('pack'),
      waiting,
      undoing('pack', []),
      undoing('bill', ['undo-pack']),
      undoing('reserve', ['undo-bill']),
    ],
    load: readSubjects,
    apply: async (sql, { subject, facts }) => {
      const after = { ...subject, facts: [...new Set([...subject.facts, ...facts])] };
      await sql.query(STORE_SUBJECT, [after.id, after.facts]);
      return after;
    },
  });
}

function factOf(step: string, { item }: Call): string {
  return `${step}/${item.key}`;
}

async function readSubjects(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, Subject>> {
  const rows = await sql.query<Subject>(READ_SUBJECTS, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}
