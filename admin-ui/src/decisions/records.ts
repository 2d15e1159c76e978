import type { Graph } from './graph';

export interface DecisionRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly liveVersion: number | null;
  readonly draftVersion: number | null;
  readonly publishedAt: string | null;
  readonly publishedBy: string | null;
  readonly cases: number;
  readonly asked: number;
  readonly failed: number;
}

export interface VersionRow {
  readonly version: number;
  readonly state: 'draft' | 'live' | 'retired';
  readonly revision: number;
  readonly createdAt: string;
  readonly createdBy: string | null;
  readonly publishedAt: string | null;
  readonly publishedBy: string | null;
  readonly reason: string | null;
}

export type Version = VersionRow & { readonly graph: Graph };

export interface TestCase {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly expected: unknown;
}

export type Decision = DecisionRow & {
  readonly live: Version | null;
  readonly draft: Version | null;
  readonly versions: readonly VersionRow[];
  readonly testCases: readonly TestCase[];
};

export interface CaseResult {
  readonly id: string;
  readonly name: string;
  readonly passed: boolean;
  readonly output: unknown;
  readonly problem: string | null;
}

export interface Simulation {
  readonly compared: number;
  readonly changed: number;
  readonly newlyFailing: number;
  readonly mended: number;
  readonly examples: readonly {
    readonly traceId: string;
    readonly at: string;
    readonly subjectType: string;
    readonly subjectId: string;
    readonly before: unknown;
    readonly after: unknown;
    readonly problem: string | null;
  }[];
}

export interface TraceRow {
  readonly id: string;
  readonly version: number;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly at: string;
  readonly problem: string | null;
}

export interface Step {
  readonly node: string;
  readonly name: string;
  /** Rows that applied, from 1 on; a list for each part of what the table goes through. */
  readonly rows: readonly number[] | readonly (readonly number[])[] | null;
}

export interface Answer {
  readonly output: unknown;
  readonly steps: readonly Step[];
  readonly problem: string | null;
}

export type Trace = TraceRow & { readonly input: unknown; readonly output: unknown; readonly steps: readonly Step[] };

export function pathOf(id: string, action: string): string {
  return `/decisions/${encodeURIComponent(id)}/${action}`;
}
