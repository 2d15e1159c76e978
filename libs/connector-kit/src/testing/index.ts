export * from './conformance';
export * from './in-memory-stores';
export * from './open-test-connection';
export * from './samples';
export * from './test-server';
