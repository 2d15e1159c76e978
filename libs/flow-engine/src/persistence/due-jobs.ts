import type { Lane } from '../definition/lane';
import { CLAIMED, LEASE_MS, TAKEN, type ClaimedJob } from './job-store';
import type { Sql } from './sql';

// What is due, never more of one connection than its window allows.
const DUE = `
  with lane as (
    select l.id, l.room - (select count(*) from sync_job busy
      where busy.connection_id = l.id and busy.state in ('queued', 'running')) as room
    from unnest($1::text[], $2::int[]) as l(id, room)
  ), picked as (
    select due.id from lane cross join lateral (
      select id from sync_job where connection_id = lane.id and state in ('ready', 'waiting') and due_at <= now()
      order by priority, due_at, id limit greatest(lane.room, 0) for update skip locked
    ) due
  )`;

export const PICK = `${DUE}
  update sync_job j set state = 'queued', queued_at = now() from picked where j.id = picked.id
  returning j.id::text, j.connection_id as "connectionId"`;

export const CLAIM_DUE = `${DUE}
  update sync_job j set ${TAKEN('$3', '$4')}
  from picked cross join flow_run r where j.id = picked.id and r.id = j.flow_run_id
  returning ${CLAIMED}`;

export interface PickedJob {
  readonly id: string;
  readonly connectionId: string;
}

/** Marks what is due as queued. The lanes must have room. */
export async function pickDue(sql: Sql, lanes: readonly Lane[]): Promise<PickedJob[]> {
  return sql.query<PickedJob>(PICK, columnsOf(lanes));
}

/** Claims what is due for this worker at once: `pickDue` and `claimJobs` in one statement. */
export async function claimDue(sql: Sql, lanes: readonly Lane[], worker: string): Promise<ClaimedJob[]> {
  const claimed = await sql.query<ClaimedJob>(CLAIM_DUE, [...columnsOf(lanes), worker, LEASE_MS]);
  // The database answers in any order: the same work is begun in the same one.
  return claimed.sort((left, right) => Number(left.id) - Number(right.id));
}

function columnsOf(lanes: readonly Lane[]): [string[], number[]] {
  return [lanes.map((lane) => lane.connectionId), lanes.map((lane) => lane.window)];
}
