import { defineFlow, type AnyFlow, type StepDefinition } from '../definition/flow';
import { planNext, type JobState, type PlannedJob } from './plan';

interface Subject {
  readonly parcels: readonly string[];
}

const step = (
  name: string,
  after: readonly string[],
  items: (subject: Subject) => readonly string[],
  phase: 'forward' | 'undo' = 'forward',
): StepDefinition<Subject, never> => ({
  name,
  kind: 'command',
  port: 'carrier',
  after,
  phase,
  items: (subject) => items(subject).map((key) => ({ key, connectionId: 'c' })),
  execute: async () => ({ kind: 'done' }),
});

const flow: AnyFlow = defineFlow<Subject, never>({
  name: 'f',
  priority: 1,
  steps: [
    step('order', [], () => ['']),
    step('pack', ['order'], () => ['F1', 'F2']),
    step('label', ['pack'], ({ parcels }) => parcels),
    step('stop', [], () => ['F1', 'F2'], 'undo'),
    step('void', ['stop'], () => [''], 'undo'),
  ],
  load: async () => new Map(),
  apply: async (_sql, { subject }) => subject,
});

let nextId = 1;
const job = (stepName: string, item: string, state: JobState, outcomeUnknown = false): PlannedJob => ({
  id: String(nextId++),
  step: stepName,
  item,
  state,
  outcomeUnknown,
});
const created = (jobs: readonly PlannedJob[], parcels: readonly string[] = [], cancelling = false): string[] =>
  planNext(flow, { parcels }, jobs, cancelling).create.map(({ step: made, item }) => `${made.name}:${item.key}`);

describe('planning a flow', () => {
  it('starts with the steps that nothing comes before', () => {
    expect(created([])).toEqual(['order:']);
  });

  it('makes a job for every item once the step before is settled', () => {
    expect(created([job('order', '', 'running')])).toEqual([]);
    expect(created([job('order', '', 'done')])).toEqual(['pack:F1', 'pack:F2']);
    expect(created([job('order', '', 'skipped')])).toEqual(['pack:F1', 'pack:F2']);
  });

  it('lets a part go on when what concerns it is settled, whatever the other parts do', () => {
    const jobs = [job('order', '', 'done'), job('pack', 'F1', 'done'), job('pack', 'F2', 'waiting')];
    expect(created(jobs, ['F1/S1', 'F1/S2', 'F2/S1'])).toEqual(['label:F1/S1', 'label:F1/S2']);
  });

  it('makes nothing twice', () => {
    expect(created([job('order', '', 'done'), job('pack', 'F1', 'dead')])).toEqual(['pack:F2']);
  });

  it('is done when everything is settled and nothing more is to come', () => {
    const jobs = [job('order', '', 'done'), job('pack', 'F1', 'done'), job('pack', 'F2', 'done')];
    expect(planNext(flow, { parcels: [] }, jobs, false).settle).toBe('done');
    expect(planNext(flow, { parcels: ['F1/S1'] }, jobs, false).settle).toBeNull();
    expect(planNext(flow, { parcels: [] }, [...jobs, job('label', 'F1/S1', 'dead')], false).settle).toBeNull();
  });
});

describe('planning a cancellation', () => {
  it('stops what has not been sent, and undoes in order', () => {
    const waiting = job('pack', 'F1', 'waiting');
    const jobs = [job('order', '', 'done'), waiting, job('pack', 'F2', 'done')];
    const plan = planNext(flow, { parcels: [] }, jobs, true);
    expect(plan.cancel).toEqual([waiting.id]);
    expect(plan.create.map(({ step: made, item }) => `${made.name}:${item.key}`)).toEqual(['stop:F1', 'stop:F2']);
  });

  it('lets a job finish that is, or may have been, at the vendor', () => {
    for (const busy of [
      job('pack', 'F1', 'running'),
      job('pack', 'F1', 'ready', true),
      job('pack', 'F1', 'in-doubt'),
    ]) {
      const plan = planNext(flow, { parcels: [] }, [job('order', '', 'done'), busy], true);
      expect(plan).toEqual({ create: [], cancel: [], settle: null });
    }
  });

  it('undoes the next thing when the one before is undone, and then is cancelled', () => {
    const jobs = [job('order', '', 'done'), job('stop', 'F1', 'done'), job('stop', 'F2', 'done')];
    expect(created(jobs, [], true)).toEqual(['void:']);
    expect(planNext(flow, { parcels: [] }, [...jobs, job('void', '', 'done')], true).settle).toBe('cancelled');
  });

  it('forgets what a dropped cancellation had done', () => {
    const jobs = [job('order', '', 'done'), job('stop', 'F1', 'superseded'), job('stop', 'F2', 'superseded')];
    expect(created(jobs, [], true)).toEqual(['stop:F1', 'stop:F2']);
  });
});

describe('defining a flow', () => {
  it('refuses two steps of one name, and a step that comes after a later one', () => {
    const parts = { name: 'f', priority: 1, load: async () => new Map(), apply: async () => ({ parcels: [] }) };
    const twice = [step('a', [], () => ['']), step('a', [], () => [''])];
    expect(() => defineFlow<Subject, never>({ ...parts, steps: twice })).toThrow('two steps named a');
    const backwards = [step('a', ['b'], () => ['']), step('b', [], () => [''])];
    expect(() => defineFlow<Subject, never>({ ...parts, steps: backwards })).toThrow('not before it');
  });
});
