import { Problem } from '../../platform/problem/problem';

/** Nothing that the shop sent is wrong, and no price is better than a wrong one. */
export function rulesBroken(traceId: string | null): Problem {
  const trace = traceId === null ? '' : ` (trace ${traceId})`;
  const detail = `The rules gave no usable answer${trace}. Somebody has to mend them.`;
  return new Problem({ status: 503, code: 'decision-failed', detail, headers: { 'retry-after': '60' } });
}
