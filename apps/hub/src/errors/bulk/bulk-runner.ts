import { ActionRefused, type Database, type OperatorActions, type Sql } from '@crossdock/flow-engine';
import { appendAudit } from '../../audit/audit-chain';
import { recordDoneToJob, type TouchedJob } from '../../orders/job-record';
import { causeOf, type Failure } from '../failure';
import { finishBulk, type BulkKind, type BulkState } from './bulk-store';
import { CANARY_SIZE, canaryVerdict, itemOutcome, runVerdict, WATCHED, type Outcomes } from './verdict';

/** How often the leader makes a pass; the rate of an action is kept by what one pass sends. */
export const BULK_EVERY_MS = 500;
const SETTLED_AT_ONCE = 500;

interface ActiveBulk {
  readonly id: string;
  readonly kind: BulkKind;
  readonly state: Extract<BulkState, 'canary' | 'running'>;
  readonly reason: string | null;
  readonly perSecond: number;
  readonly userId: string | null;
}

interface SentItem extends Pick<Failure, 'connectionId' | 'step' | 'error'> {
  readonly place: number;
  readonly state: string;
  readonly causeBefore: string | null;
}

interface PendingItem extends TouchedJob {
  readonly place: number;
}

/**
 * Works off actions on many jobs: the first few alone, then the others at a set rate, as long as it helps. Everything that
 * it knows is in the tables, so another process goes on where this one stopped.
 */
export class BulkRunner {
  constructor(
    private readonly database: Database,
    private readonly actions: OperatorActions,
    /** Jobs are due. */
    private readonly due: () => void,
  ) {}

  async pass(): Promise<void> {
    const active = await this.database.query<ActiveBulk>(
      `select id::text, kind, state, reason, per_second as "perSecond", created_by as "userId" from bulk_action
       where finished_at is null order by id limit 20`,
    );
    for (const action of active) await this.step(action);
  }

  private async step(action: ActiveBulk): Promise<void> {
    await settleSent(this.database, action.id);
    if (action.state === 'canary') {
      const verdict = canaryVerdict(await outcomesOf(this.database, action.id, 'first', CANARY_SIZE));
      if (verdict === 'stop') return this.stop(action);
      await this.send(action, CANARY_SIZE, CANARY_SIZE);
      // Sent in this pass or an earlier one: their outcome is not known yet.
      const { sent, settled } = await outcomesOf(this.database, action.id, 'first', CANARY_SIZE);
      if (settled < sent) return;
      await this.database.query(`update bulk_action set state = 'running' where id = $1 and state = 'canary'`, [
        action.id,
      ]);
    } else {
      const newest = await outcomesOf(this.database, action.id, 'newest', WATCHED);
      if (runVerdict(newest) === 'stop') return this.stop(action);
      const share = Math.max(1, Math.round((action.perSecond * BULK_EVERY_MS) / 1_000));
      await this.send(action, share, null);
    }
    await this.finishWhenDone(action);
  }

  private async stop(action: ActiveBulk): Promise<void> {
    await this.database.transaction(async (sql) => {
      if (await finishBulk(sql, action.id, 'stopped', 'same-error')) await recordEnd(sql, action.id, 'stopped');
    });
  }

  private async finishWhenDone(action: ActiveBulk): Promise<void> {
    await this.database.transaction(async (sql) => {
      const open = await sql.query(
        `select 1 from bulk_action_item where action_id = $1 and state in ('pending', 'sent') limit 1`,
        [action.id],
      );
      if (open.length > 0) return;
      if (await finishBulk(sql, action.id, 'done', null)) await recordEnd(sql, action.id, 'done');
    });
  }

  /** @param upTo only items of the first places; null for all */
  private async send(action: ActiveBulk, most: number, upTo: number | null): Promise<void> {
    const items = await this.database.query<PendingItem>(
      `select i.place, j.id::text, j.flow, j.step, j.item, j.state, j.connection_id as "connectionId",
         j.subject_id as "subjectId"
       from bulk_action_item i join sync_job j on j.id = i.job_id
       where i.action_id = $1 and i.state = 'pending' and ($3::int is null or i.place <= $3) order by i.place limit $2`,
      [action.id, most, upTo],
    );
    for (const item of items) await this.sendOne(action, item);
    if (items.length > 0) this.due();
  }

  /** Job, audit, timeline and the item's state are stored together: no job is tried twice by one action. */
  private async sendOne(action: ActiveBulk, item: PendingItem): Promise<void> {
    const also = async (sql: Sql): Promise<void> => {
      await assertStillWanted(sql, action.id, item.place);
      const actor = action.userId === null ? 'hub' : `user:${action.userId}`;
      const code = action.kind === 'retry' ? 'step.retried' : 'step.skipped';
      await recordDoneToJob(sql, item, { code, actor, reason: action.reason, facts: { bulkAction: action.id } });
    };
    try {
      // In doubt, or seen to by somebody else meanwhile: not ours any more.
      if (item.state !== 'dead') throw new ActionRefused(`It is ${item.state} already.`);
      if (action.kind === 'retry') await this.actions.retry(item.id, also);
      else await this.actions.skip(item.id, action.reason ?? '', also);
    } catch (error) {
      if (!(error instanceof ActionRefused)) throw error;
      await this.database.query(
        `update bulk_action_item set state = 'left', note = $3, settled_at = now()
         where action_id = $1 and place = $2 and state = 'pending'`,
        [action.id, item.place, error.message],
      );
    }
  }
}

async function assertStillWanted(sql: Sql, actionId: string, place: number): Promise<void> {
  const active = await sql.query('select 1 from bulk_action where id = $1 and finished_at is null for share', [
    actionId,
  ]);
  const taken = await sql.query(
    `update bulk_action_item set state = 'sent', sent_at = now()
     where action_id = $1 and place = $2 and state = 'pending' returning place`,
    [actionId, place],
  );
  if (active.length === 0 || taken.length === 0) throw new ActionRefused('The action has ended.');
}

/** Writes down what became of jobs that were sent. */
async function settleSent(sql: Sql, actionId: string): Promise<void> {
  const items = await sql.query<SentItem>(
    `select i.place, j.state, j.error, j.connection_id as "connectionId", j.step, g.key as "causeBefore"
     from bulk_action_item i join sync_job j on j.id = i.job_id left join error_group g on g.id = i.group_id
     where i.action_id = $1 and i.state = 'sent' and (j.error is not null or j.state not in ('ready', 'queued', 'running'))
     order by i.place limit ${SETTLED_AT_ONCE}`,
    [actionId],
  );
  const settled = items.flatMap((item) => {
    const { place, state, error, causeBefore } = item;
    const cause = error === null ? null : causeOf(item).key;
    const outcome = itemOutcome({ state, cause, errorClass: error?.class ?? null }, causeBefore ?? '');
    return outcome === 'under-way' ? [] : [{ place, outcome }];
  });
  if (settled.length === 0) return;
  await sql.query(
    `update bulk_action_item i set settled_at = now(), same_error = o.outcome = 'same-error',
       state = case o.outcome when 'done' then 'done' when 'left' then 'left' else 'failed' end
     from unnest($2::int[], $3::text[]) as o(place, outcome)
     where i.action_id = $1 and i.place = o.place and i.state = 'sent'`,
    [actionId, settled.map(({ place }) => place), settled.map(({ outcome }) => outcome)],
  );
}

async function outcomesOf(sql: Sql, actionId: string, which: 'first' | 'newest', count: number): Promise<Outcomes> {
  const chosen =
    which === 'first'
      ? `place <= $2 and sent_at is not null`
      : `state in ('done', 'failed') order by settled_at desc, place desc limit $2`;
  const rows = await sql.query<Outcomes>(
    `select count(*)::int as sent, count(*) filter (where state in ('done', 'failed', 'left'))::int as settled,
       count(*) filter (where same_error)::int as "sameError"
     from (select * from bulk_action_item where action_id = $1 and ${chosen}) i`,
    [actionId, count],
  );
  return rows[0] ?? { sent: 0, settled: 0, sameError: 0 };
}

async function recordEnd(sql: Sql, actionId: string, word: 'done' | 'stopped'): Promise<void> {
  const [counted] = await sql.query<{ done: number; failed: number; left: number }>(
    `select count(*) filter (where state = 'done')::int as done, count(*) filter (where state = 'failed')::int as failed,
       count(*) filter (where state = 'left')::int as "left" from bulk_action_item where action_id = $1`,
    [actionId],
  );
  await appendAudit(sql, {
    actor: 'hub',
    action: word === 'done' ? 'bulk-action.finished' : 'bulk-action.stopped',
    subjectType: 'bulk-action',
    subjectId: actionId,
    reason: null,
    facts: { ...counted },
  });
}
