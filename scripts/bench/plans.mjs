// How PostgreSQL answers: it writes the plans into its log by auto_explain, which comes with it.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withClient } from './database.mjs';

/** Faster ones need no explanation. */
const FROM_MS = 2;
/** The server's log is written after the answer. */
const LOGGED_WITHIN_MS = 300;

/** Every connection that is opened from now on says how it found what took it some time. */
export async function explainEverything(databaseUrl) {
  await withClient(databaseUrl, async (client) => {
    const name = client.escapeIdentifier(client.database);
    await client.query(`load 'auto_explain'`);
    await client.query(`alter database ${name} set session_preload_libraries = 'auto_explain'`);
    await client.query(`alter database ${name} set auto_explain.log_min_duration = ${FROM_MS}`);
    await client.query(`alter database ${name} set auto_explain.log_analyze = on`);
    await client.query(`alter database ${name} set auto_explain.log_buffers = on`);
  });
}

/** Makes each request once and answers the plans that came into the log meanwhile. */
export async function plansOf(dataDir, requests, ask) {
  const file = path.join(dataDir, 'postgres.log');
  const parts = [];
  for (const [name, address] of requests) {
    const from = statSync(file).size;
    await ask(address);
    await sleep(LOGGED_WITHIN_MS);
    const plans = readFileSync(file).subarray(from).toString('utf8').trim();
    parts.push(`\n## ${name}\n${plans === '' ? `nothing took ${FROM_MS} ms` : plans}`);
  }
  return parts.join('\n');
}
