import { HttpException } from '@nestjs/common';
import { isDatabaseAway } from './database-away';
import { Problem, problemBody } from './problem';
import { problemOf } from './problem-of';

const coded = (message: string, code: string): Error => Object.assign(new Error(message), { code });

describe('what a caller is told about an error', () => {
  it('is a problem as it was thrown', () => {
    const problem = new Problem({ status: 409, code: 'too-late', detail: 'Gone.' });
    expect(problemOf(problem)).toBe(problem);
  });

  it('is a 500 without anything of ours for an error that nobody expected', () => {
    const problem = problemOf(new TypeError('cannot read secret of undefined'));
    expect(problem).toMatchObject({ status: 500, code: 'internal' });
    expect(JSON.stringify(problemBody(problem, { url: '/x?email=a@b.pl', traceId: 't' }))).not.toMatch(/secret|a@b/);
  });

  it.each(['text', null, undefined, 42, {}])('is a 500 for %p, which is no error', (thrown) => {
    expect(problemOf(thrown).status).toBe(500);
  });

  it('is the status that Nest asks for', () => {
    expect(problemOf(new HttpException('Gone fishing', 410))).toMatchObject({ status: 410, message: 'Gone fishing' });
    expect(problemOf(new HttpException('Cannot GET /x?secret', 404)).message).not.toContain('secret');
  });

  it('is what Fastify found, also when Nest has wrapped it', () => {
    const tooLarge = coded('Request body is too large', 'FST_ERR_CTP_BODY_TOO_LARGE');
    const wrapped = new HttpException('x', 413, { cause: tooLarge });
    expect([problemOf(tooLarge).status, problemOf(wrapped).status]).toEqual([413, 413]);
  });

  it('is 503 with a time to come back when the database is away', () => {
    expect(problemOf(coded('connect ECONNREFUSED', 'ECONNREFUSED'))).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
    });
  });
});

describe('a database that is away', () => {
  it.each(['08006', '57P01', '57P03', '53300', 'ECONNREFUSED', 'ECONNRESET'])('says %s', (code) => {
    expect(isDatabaseAway(coded('x', code))).toBe(true);
  });

  it.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect'])('says "%s"', (message) => {
    expect(isDatabaseAway(new Error(message))).toBe(true);
  });

  it('fails at every address of its name', () => {
    expect(isDatabaseAway(new AggregateError([coded('x', 'ECONNREFUSED'), coded('x', 'ECONNREFUSED')]))).toBe(true);
    expect(isDatabaseAway(new AggregateError([]))).toBe(false);
  });

  it.each([new Error('syntax error'), coded('duplicate key', '23505'), 'ECONNREFUSED', null])('is not %s', (error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });
});
