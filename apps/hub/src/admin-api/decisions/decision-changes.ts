import type { Sql } from '@crossdock/flow-engine';
import type { DecisionGraph } from '../../decisions/graph/graph';
import { Problem } from '../../platform/problem/problem';
import { versionInState } from './decision-rows';

/** Changes of one decision come one after the other. */
export async function lockDecision(sql: Sql, id: string): Promise<void> {
  await sql.query('select id from decision where id = $1 for update', [id]);
}

/**
 * Keeps a rule set as the draft of the next version. Returns that version.
 * @throws {Problem} 409 when somebody else has saved the draft since it was read
 */
export async function saveDraft(
  sql: Sql,
  id: string,
  { graph, revision, by }: { graph: DecisionGraph; revision: number | null; by: string },
): Promise<number> {
  const draft = await versionInState(sql, id, 'draft');
  if (draft !== null) {
    if (revision !== draft.revision) throw changedMeanwhile(draft.createdBy);
    await sql.query(
      `update decision_version set graph = $3, revision = revision + 1, created_at = now(), created_by = $4
       where decision_id = $1 and version = $2`,
      [id, draft.version, JSON.stringify(graph), by],
    );
    return draft.version;
  }
  if (revision !== null) throw changedMeanwhile(null);
  const [row] = await sql.query<{ version: number }>(
    `insert into decision_version (decision_id, version, state, graph, created_by)
     select $1, coalesce(max(version), 0) + 1, 'draft', $2, $3 from decision_version where decision_id = $1 returning version`,
    [id, JSON.stringify(graph), by],
  );
  return row?.version ?? 0;
}

/** Makes a version the one that answers; the one before it stays, to go back to. */
export async function makeLive(
  sql: Sql,
  id: string,
  { version, by, reason }: { version: number; by: string; reason: string },
): Promise<void> {
  await sql.query(`update decision_version set state = 'retired' where decision_id = $1 and state = 'live'`, [id]);
  await sql.query(
    `update decision_version set state = 'live', published_at = now(), published_by = $3, reason = $4
     where decision_id = $1 and version = $2`,
    [id, version, by, reason],
  );
}

function changedMeanwhile(by: string | null): Problem {
  const detail = `The draft was changed meanwhile${by === null ? '' : ` by ${by}`}. Load it again and repeat your change.`;
  return new Problem({ status: 409, code: 'draft-changed', detail });
}
