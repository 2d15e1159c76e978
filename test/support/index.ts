export { freePort } from './free-port';
export { createEmptyDatabase, createTestDatabase, type TestDatabase } from './test-database';
export { waitFor, type WaitOptions } from './wait-for';
