// Fills the hub's database with orders of the past: copies of those that the hub has finished in it, a year back, with
// all that was kept of them. Attempts are there as long as the hub keeps them; the outbox is empty once it is delivered.
import { withClient } from './database.mjs';

const MOST_TEMPLATES = 1_000;
const SPREAD_DAYS = 365;
/** Default of CROSSDOCK_KEEP_DAYS. */
const KEEP_ATTEMPTS_DAYS = 90;
/** Orders of one transaction. */
const AT_ONCE = 20_000;

/** The rows of the templates, and what becomes of columns that cannot simply be copied. Times are moved in any case. */
const TABLES = [
  {
    name: 'orders',
    rows: 'id in (select id from past_order)',
    columns: {
      id: 'past_uuid(x.id, shift)',
      external_id: `x.external_id || '-' || k`,
      reference: `x.reference || '-' || k`,
      customer_email: `k || '.' || x.customer_email`,
    },
    order: 'id',
  },
  {
    name: 'external_reference',
    rows: 'order_id in (select id from past_order)',
    columns: {
      order_id: 'past_uuid(x.order_id, shift)',
      remote_id: `x.remote_id || '-' || k`,
      remote_number: `x.remote_number || '-' || k`,
    },
    order: 'order_id',
  },
  {
    name: 'shipment_label',
    rows: 'order_id in (select id from past_order)',
    columns: { order_id: 'past_uuid(x.order_id, shift)' },
    order: 'order_id',
  },
  {
    name: 'timeline_entry',
    rows: 'order_id in (select id from past_order)',
    columns: { id: 'past_number', order_id: 'past_uuid(x.order_id, shift)' },
    order: 'id',
  },
  {
    name: 'order_key',
    rows: 'order_id in (select id from past_order)',
    columns: { value: `x.value || '-' || k`, order_id: 'past_uuid(x.order_id, shift)' },
    order: 'order_id',
  },
  {
    name: 'shop_notification',
    rows: 'order_id in (select id from past_order)',
    columns: { id: 'past_uuid(x.id, shift)', order_id: 'past_uuid(x.order_id, shift)' },
    order: 'id',
  },
  {
    name: 'flow_run',
    rows: 'id in (select id from past_run)',
    columns: { id: 'past_number', subject_id: 'past_uuid(x.subject_id::uuid, shift)::text' },
    order: 'id',
  },
  {
    name: 'sync_job',
    rows: 'flow_run_id in (select id from past_run)',
    columns: {
      id: 'past_number',
      flow_run_id: 'past_number:flow_run',
      subject_id: 'past_uuid(x.subject_id::uuid, shift)::text',
      idempotency_key: 'replace(x.idempotency_key, x.subject_id, past_uuid(x.subject_id::uuid, shift)::text)',
    },
    order: 'id',
  },
  {
    name: 'attempt',
    rows: 'job_id in (select id from past_job)',
    columns: { id: 'past_number', job_id: 'past_number:sync_job' },
    order: 'id',
    newerThan: `date_trunc('month', now() - interval '${KEEP_ATTEMPTS_DAYS} days')`,
  },
];

// A number of the order's time is in its id (UUID version 7): it is moved with the order.
const TEMPLATES = `
create temp table past_order as
  select id from orders o where status = 'delivered' and not attention order by id limit ${MOST_TEMPLATES};
create temp table past_run as
  select r.id from flow_run r where r.state = 'done' and (r.subject_id in (select id::text from past_order)
    or r.subject_id in (select id::text from shop_notification where order_id in (select id from past_order)));
create temp table past_job as select id from sync_job where flow_run_id in (select id from past_run);
analyze past_order, past_run, past_job;
create function pg_temp.past_uuid(id uuid, shift interval) returns uuid immutable language sql as $$
  select (lpad(to_hex(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint
    - (extract(epoch from shift) * 1000)::bigint), 12, '0') || substr(replace(id::text, '-', ''), 13))::uuid
$$;
select make_attempt_partitions((now() - interval '${KEEP_ATTEMPTS_DAYS} days')::date, current_date);
`;

/**
 * @param {string} databaseUrl of a hub that has finished some orders and does not run
 * @param {number} count orders of the past that are there afterwards, at least
 * @param {(done: number) => void} [onProgress]
 */
export async function fillHistory(databaseUrl, count, onProgress = () => {}) {
  await withClient(databaseUrl, async (client) => {
    // Rows fit together because those that they are copies of do: nothing is checked again, no trigger runs.
    await client.query('set session_replication_role = replica');
    await client.query(TEMPLATES);
    const { rows } = await client.query('select count(*)::int as templates from past_order');
    const templates = Math.min(rows[0].templates, count);
    if (templates === 0) throw new Error('There is no finished order that could be copied.');
    await client.query('delete from past_order where id not in (select id from past_order order by id limit $1)', [
      templates,
    ]);
    const copies = Math.ceil(count / templates);
    const statements = await statementsFor(client, copies);
    const step = Math.max(1, Math.floor(AT_ONCE / templates));
    for (let first = 1; first <= copies; first += step) {
      const last = Math.min(first + step - 1, copies);
      await client.query('begin');
      for (const statement of statements) await client.query(statement, [first, last]);
      await client.query('commit');
      onProgress(Math.min(last * templates, count));
    }
    await settle(client);
  });
}

async function statementsFor(client, copies) {
  const numbers = new Map();
  for (const { name, columns, rows } of TABLES) {
    if (columns.id === 'past_number') numbers.set(name, await numbering(client, name, rows, copies));
  }
  const statements = [];
  for (const table of TABLES) statements.push(await statementFor(client, table, numbers, copies));
  return statements;
}

/** Numbers of the copies go on where those of the table end, one copy after the other. */
async function numbering(client, name, rows, copies) {
  const { rows: found } = await client.query(
    `select (select max(id) from ${name})::bigint as highest, min(id)::bigint as least, max(id)::bigint as most
     from ${name} x where ${rows}`,
  );
  const [highest, least, most] = [found[0].highest, found[0].least, found[0].most].map(Number);
  const width = most - least + 1;
  await client.query(`select setval(pg_get_serial_sequence($1, 'id'), $2)`, [name, highest + copies * width]);
  return (column) => `${highest + 1 - least} + (k - 1) * ${width}::bigint + x.${column}`;
}

async function statementFor(client, { name, rows, columns, order, newerThan }, numbers, copies) {
  const { rows: described } = await client.query(
    `select column_name as column, data_type as type from information_schema.columns
     where table_schema = 'public' and table_name = $1 order by ordinal_position`,
    [name],
  );
  const expressions = described.map(({ column, type }) => {
    const own = columns[column];
    if (own?.startsWith('past_number')) return numbers.get(own.split(':')[1] ?? name)(column);
    if (own !== undefined) return own.replaceAll('past_uuid', 'pg_temp.past_uuid');
    return type === 'timestamp with time zone' ? `x.${column} - shift` : `x.${column}`;
  });
  const names = described.map(({ column }) => column).join(', ');
  const kept = newerThan === undefined ? '' : `and x.started_at - shift >= ${newerThan}`;
  return `insert into ${name} (${names}) overriding system value
    select ${expressions.join(', ')}
    from generate_series($1::int, $2::int) k
    cross join lateral (select (${copies} - k + 1) * interval '${SPREAD_DAYS} days' / ${copies} as shift) s
    cross join (select * from ${name} where ${rows}) x where true ${kept} order by k, x.${order}`;
}

/** As after nights of autovacuum: statistics are right, and no clean-up is due during the measurement. */
async function settle(client) {
  for (const { name } of TABLES) await client.query(`vacuum (analyze) ${name}`);
}
