import type { JobState } from '../../planning/plan';
import { documentOf, UNDONE } from './simulated-flow';
import type { SimulatedRemote } from './simulated-remote';
import type { JobSeen, Storage } from './storage';

const FINAL: readonly JobState[] = ['done', 'skipped'];
const MAKING = ['reserve', 'bill', 'announce', 'pack'];

/** Watches that what is final stays so. */
export class FinalStates {
  private seen = new Map<string, JobSeen>();
  readonly broken: string[] = [];

  async look(storage: Storage): Promise<void> {
    for (const job of await storage.jobs()) {
      const before = this.seen.get(job.id);
      if (before !== undefined && FINAL.includes(before.state) && before.state !== job.state) {
        // Only a cancellation that was dropped sets its undoing aside.
        if (job.state !== 'superseded') this.broken.push(`${nameOf(job)} was ${before.state} and is ${job.state}`);
      }
      this.seen.set(job.id, { ...job });
    }
  }
}

/** What must be true when everything has come to rest. */
export async function brokenAtRest(storage: Storage, remote: SimulatedRemote): Promise<string[]> {
  const jobs = await storage.jobs();
  const runs = await storage.runs();
  return [
    ...remote.complaints,
    ...madeTwice(remote),
    ...neverMade(jobs, remote),
    ...runs.flatMap((run) => [...forgotten(run, jobs), ...leftBehind(run, remote)]),
  ];
}

function madeTwice(remote: SimulatedRemote): string[] {
  const twice = [...remote.documents].filter(([, made]) => made.length > 1);
  return twice.map(([document, made]) => `${document} was made ${made.length} times`);
}

function neverMade(jobs: readonly JobSeen[], remote: SimulatedRemote): string[] {
  const made = jobs.filter((job) => job.state === 'done' && MAKING.includes(job.step)).map(nameOf);
  return made.filter((document) => !remote.documents.has(document)).map((document) => `${document} was never made`);
}

interface RunSeen {
  readonly subjectId: string;
  readonly state: string;
}

function forgotten({ subjectId, state }: RunSeen, jobs: readonly JobSeen[]): string[] {
  const mine = jobs.filter((job) => job.subjectId === subjectId);
  const needsAPerson = mine.some((job) => job.state === 'dead' || job.state === 'in-doubt');
  return state === 'running' && !needsAPerson ? [`${subjectId} has not ended, and nobody is told`] : [];
}

function leftBehind({ subjectId, state }: RunSeen, remote: SimulatedRemote): string[] {
  if (state !== 'cancelled') return [];
  const isUndone = (document: string): boolean =>
    document.startsWith(`${subjectId}/`) && UNDONE.some((step) => document.split('/')[1] === step);
  const left = [...remote.documents.keys()].filter((document) => isUndone(document) && remote.has(document));
  return left.map((document) => `${document} is there though its order is cancelled`);
}

export function nameOf(job: JobSeen): string {
  return documentOf(job.subjectId, job.step, job.item);
}
