import type { Sql } from '@crossdock/flow-engine';
import { checkedGraph } from './graph/check-graph';
import type { DecisionStep } from './graph/decision-step';
import type { DecisionGraph } from './graph/graph';
import { KINDS } from './kinds';

export interface LiveVersion {
  readonly kind: string;
  readonly version: number;
  readonly graph: DecisionGraph;
}

const SHIPPED_BY = 'crossdock';

/** The rule sets that come with the product, where they are not there yet. */
export async function ensureShipped(sql: Sql): Promise<void> {
  for (const { kind, shipped } of KINDS) {
    const { id, name, graph, cases } = shipped;
    const made = await sql.query(
      `insert into decision (id, kind, name, created_by) values ($1, $2, $3, $4) on conflict do nothing returning id`,
      [id, kind, name, SHIPPED_BY],
    );
    if (made.length === 0) continue;
    await sql.query(
      `insert into decision_version (decision_id, version, state, graph, created_by, published_at, published_by, reason)
       values ($1, 1, 'live', $2, $3, now(), $3, 'Comes with the product.')`,
      [id, JSON.stringify(checkedGraph(graph())), SHIPPED_BY],
    );
    await sql.query(
      `insert into decision_case (decision_id, name, input, expected, updated_by)
       select $1, name, input, expected, $5 from unnest($2::text[], $3::jsonb[], $4::jsonb[]) as c(name, input, expected)`,
      [
        id,
        cases.map((one) => one.name),
        cases.map((one) => JSON.stringify(one.input)),
        cases.map((one) => JSON.stringify(one.expected)),
        SHIPPED_BY,
      ],
    );
  }
}

/** Which version answers now; null for a decision that is not there. */
export async function liveVersionOf(sql: Sql, decisionId: string): Promise<number | null> {
  const [row] = await sql.query<{ version: number }>(
    `select version from decision_version where decision_id = $1 and state = 'live'`,
    [decisionId],
  );
  return row?.version ?? null;
}

export async function readVersion(sql: Sql, decisionId: string, version: number): Promise<LiveVersion | null> {
  const [row] = await sql.query<LiveVersion>(
    `select d.kind, v.version, v.graph from decision_version v join decision d on d.id = v.decision_id
     where v.decision_id = $1 and v.version = $2`,
    [decisionId, version],
  );
  return row ?? null;
}

export interface Trace {
  readonly id: string;
  readonly decisionId: string;
  readonly version: number;
  readonly subject: { readonly type: string; readonly id: string };
  readonly input: unknown;
  readonly output: unknown;
  readonly steps: readonly DecisionStep[];
  /** Why there is no answer. */
  readonly problem: string | null;
}

const STORE_TRACE = `insert into decision_trace (id, decision_id, version, subject_type, subject_id, input, output, steps, problem)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

export async function storeTrace(sql: Sql, trace: Trace): Promise<void> {
  const { id, decisionId, version, subject, input, output, steps, problem } = trace;
  const json = (value: unknown): string | null =>
    value === undefined || value === null ? null : JSON.stringify(value);
  await sql.query(STORE_TRACE, [
    ...[id, decisionId, version, subject.type, subject.id],
    ...[JSON.stringify(input), json(output), JSON.stringify(steps), problem],
  ]);
}
