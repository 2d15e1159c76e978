import type { Right } from './rights';

/** Key of the metadata that says what a route needs. */
export const NEEDS = 'crossdock:needs';
export type Need = Right | 'nothing';
