/** The subjects of the simulated flow: a row with what is known of it, in a table of the test. */
export const SUBJECT_TABLE = `create table simulated_subject (id text primary key, facts text[] not null default '{}')`;
export const READ_SUBJECTS = `select id, facts from simulated_subject where id = any($1::text[])`;
export const STORE_SUBJECT = `insert into simulated_subject (id, facts) values ($1, $2)
  on conflict (id) do update set facts = excluded.facts`;
