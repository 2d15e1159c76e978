import type { Sql } from '@crossdock/flow-engine';
import type { DecisionGraph } from '../../decisions/graph/graph';

export interface DecisionRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly liveVersion: number | null;
  readonly draftVersion: number | null;
  readonly publishedAt: Date | null;
  readonly publishedBy: string | null;
  readonly cases: number;
  /** Questions of the last day, and those without an answer. */
  readonly asked: number;
  readonly failed: number;
}

export interface VersionRow {
  readonly version: number;
  readonly state: 'draft' | 'live' | 'retired';
  /** Rises with every saving of a draft: who saves an older one is told. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly publishedAt: Date | null;
  readonly publishedBy: string | null;
  readonly reason: string | null;
}

export type VersionView = VersionRow & { readonly graph: DecisionGraph };

const person = (column: string): string => `coalesce(
  (select u.email from app_user u where 'user:' || u.id::text = ${column}), ${column})`;

const DECISION = `select d.id, d.kind, d.name, live.version as "liveVersion", draft.version as "draftVersion",
    live.published_at as "publishedAt", ${person('live.published_by')} as "publishedBy",
    (select count(*)::int from decision_case c where c.decision_id = d.id) as cases,
    traces.asked, traces.failed
  from decision d
  left join decision_version live on live.decision_id = d.id and live.state = 'live'
  left join decision_version draft on draft.decision_id = d.id and draft.state = 'draft'
  cross join lateral (
    select count(*)::int as asked, count(t.problem)::int as failed from (
      select problem from decision_trace where decision_id = d.id and at > now() - interval '1 day' limit 100000
    ) t
  ) traces`;

const VERSION = `v.version, v.state, v.revision, v.created_at as "createdAt", ${person('v.created_by')} as "createdBy",
  v.published_at as "publishedAt", ${person('v.published_by')} as "publishedBy", v.reason`;

export async function decisionRows(sql: Sql): Promise<DecisionRow[]> {
  return sql.query<DecisionRow>(`${DECISION} order by d.kind, d.name`);
}

export async function decisionRow(sql: Sql, id: string): Promise<DecisionRow | null> {
  const [row] = await sql.query<DecisionRow>(`${DECISION} where d.id = $1`, [id]);
  return row ?? null;
}

const NEWEST_VERSIONS = 100;

export async function versionRows(sql: Sql, id: string): Promise<VersionRow[]> {
  return sql.query<VersionRow>(
    `select ${VERSION} from decision_version v where decision_id = $1 order by version desc limit ${NEWEST_VERSIONS}`,
    [id],
  );
}

export async function versionView(sql: Sql, id: string, version: number): Promise<VersionView | null> {
  const [row] = await sql.query<VersionView>(
    `select ${VERSION}, v.graph from decision_version v where decision_id = $1 and version = $2`,
    [id, version],
  );
  return row ?? null;
}

export async function versionInState(sql: Sql, id: string, state: 'draft' | 'live'): Promise<VersionView | null> {
  const [row] = await sql.query<VersionView>(
    `select ${VERSION}, v.graph from decision_version v where decision_id = $1 and state = $2`,
    [id, state],
  );
  return row ?? null;
}
