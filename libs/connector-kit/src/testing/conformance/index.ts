export { describeConnector } from './describe-connector';
export * from './harness';
export { runSuites, type CaseResult, type Registrar } from './registrar';
export * from './vendor';
