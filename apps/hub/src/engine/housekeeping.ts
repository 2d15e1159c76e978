import type { Schedule } from '@crossdock/flow-engine';
import type { Settings } from '../platform/settings/settings';

const MONTHS_AHEAD = 2;
const IDEMPOTENCY_KEY_DAYS = 7;
/** Rows of one statement, so that no lock is held for long. */
const BATCH = 5_000;

/** Every night: room for the attempts to come is made, and what nobody needs any more leaves. */
export function housekeeping({ keepDays, timeZone }: Pick<Settings, 'keepDays' | 'timeZone'>): Schedule {
  return {
    name: 'housekeeping',
    cron: '15 3 * * *',
    timeZone,
    run: async (database) => {
      await database.query(
        `select make_attempt_partitions(current_date, (current_date + $1 * interval '1 month')::date)`,
        [MONTHS_AHEAD],
      );
      await database.query('select drop_attempt_partitions(current_date - $1::int)', [keepDays]);
      const old: [string, number][] = [
        [
          `delete from inbox_message where id in (select id from inbox_message
          where received_at < now() - $1 * interval '1 day' and state <> 'unreadable' limit ${BATCH})`,
          keepDays,
        ],
        [
          `delete from schedule_run where id in (select id from schedule_run
          where started_at < now() - $1 * interval '1 day' and outcome <> 'running' limit ${BATCH})`,
          keepDays,
        ],
        [
          `delete from decision_trace where id in (select id from decision_trace
          where at < now() - $1 * interval '1 day' limit ${BATCH})`,
          keepDays,
        ],
        [
          `delete from connection_consent where id in (select id from connection_consent
          where expires_at < now() - $1 * interval '1 day' limit ${BATCH})`,
          0,
        ],
        [
          `delete from idempotency_key where ctid in (select ctid from idempotency_key
          where created_at < now() - $1 * interval '1 day' limit ${BATCH})`,
          IDEMPOTENCY_KEY_DAYS,
        ],
        [
          `delete from user_session where ctid in (select ctid from user_session
          where expires_at < now() - $1 * interval '1 day' limit ${BATCH})`,
          0,
        ],
      ];
      for (const [statement, days] of old) {
        let deleted = BATCH;
        while (deleted === BATCH) deleted = (await database.query(`${statement} returning 1`, [days])).length;
      }
    },
  };
}
