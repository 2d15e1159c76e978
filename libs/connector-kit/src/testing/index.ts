export * from './in-memory-stores';
export * from './open-test-connection';
export * from './test-server';
