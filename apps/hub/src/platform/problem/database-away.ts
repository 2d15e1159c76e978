import { types } from 'node:util';

// PostgreSQL's own words (appendix A of its manual): class 08 connection, 57P01-57P03 shutting down, crashed or starting,
// 53300 too many connections, 25006 read only (a stand-by during a fail-over).
const POSTGRES = /^(08...|57P0[1-3]|53300|25006)$/;

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

// pg gives no code for these (pg 8.23, client.js and pg-pool).
const DRIVER = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
  'Cannot use a pool after calling end',
];

/** True when the database could not be reached, or went away during the query: the same request may work in a while. */
export function isDatabaseAway(error: unknown): boolean {
  // Errors of Node's own core are no instances of Error where code runs in a context of its own, as under Jest.
  if (!types.isNativeError(error)) return false;
  // An address with several IPs fails with all of their errors at once.
  if ('errors' in error && Array.isArray(error.errors)) {
    return error.errors.length > 0 && error.errors.every(isDatabaseAway);
  }
  const code = 'code' in error ? String(error.code) : '';
  return POSTGRES.test(code) || NETWORK.has(code) || DRIVER.some((text) => error.message.startsWith(text));
}
