// What PostgreSQL does for an order, statement by statement, as its extension pg_stat_statements counts it.
import { withClient } from './database.mjs';

/** Settings that the server needs for it. */
export const STATEMENT_SETTINGS = ['shared_preload_libraries=pg_stat_statements', 'pg_stat_statements.track=top'];
const SHOWN = 40;
const WIDTH = 110;

/** Nothing has been counted yet. */
export async function countFromHere(server) {
  await withClient(server.url('postgres'), async (client) => {
    await client.query('create extension if not exists pg_stat_statements');
    await client.query('select pg_stat_statements_reset()');
  });
}

/** @returns {Promise<string>} the costliest ones, with calls and ms an order */
export async function statementsOf(server, orders) {
  const rows = await withClient(server.url('postgres'), async (client) => {
    const { rows: found } = await client.query(
      `select calls, rows, total_exec_time as ms, shared_blks_hit + shared_blks_read as pages, query from pg_stat_statements order by total_exec_time desc`,
    );
    return found;
  });
  const sum = (name) => rows.reduce((all, row) => all + Number(row[name]), 0);
  const line = ({ calls, rows, pages, ms, query }) =>
    `${perOrder(calls, orders)}  ${perOrder(rows, orders)}  ${perOrder(pages, orders)}  ${perOrder(ms, orders)}  ${query.replace(/\s+/g, ' ').slice(0, WIDTH)}`;
  const all = { calls: sum('calls'), rows: sum('rows'), pages: sum('pages'), ms: sum('ms'), query: 'all statements' };
  return ['   calls      rows     pages        ms  an order', line(all), ...rows.slice(0, SHOWN).map(line)].join('\n');
}

const perOrder = (value, orders) => (Number(value) / orders).toFixed(4).padStart(8);
