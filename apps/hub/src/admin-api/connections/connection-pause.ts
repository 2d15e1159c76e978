import type { Sql } from '@crossdock/flow-engine';

// Settings stay as they are, hence no new version: open connections need not be opened anew.

export async function pauseConnection(sql: Sql, id: string, reason: string): Promise<void> {
  await sql.query(
    `update connection set paused_at = coalesce(paused_at, now()), paused_reason = $2, updated_at = now() where id = $1`,
    [id, reason],
  );
}

/** Whatever kept the connection from working is taken back. */
export async function resumeConnection(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `update connection set paused_at = null, paused_reason = null, held_until = null, held_reason = null,
       sign_in_needed_at = null, problem = null, updated_at = now()
     where id = $1`,
    [id],
  );
}
