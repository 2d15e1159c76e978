import { describe, expect, it } from 'vitest';
import { JOB_STATES, ORDER_STATUSES, CONNECTION_STATES } from '../hub/records';
import { en } from './en';
import { pl } from './pl';

function texts(catalogue: object, path = ''): Map<string, string> {
  const entries = Object.entries(catalogue).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const name = path === '' ? key : `${path}.${key}`;
    return typeof value === 'object' && value !== null ? [...texts(value, name)] : [[name, String(value)]];
  });
  return new Map(entries);
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/%\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort();
}

describe('the catalogues', () => {
  const english = texts(en);
  const polish = texts(pl);

  it('have the same keys', () => {
    expect([...polish.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('fill in the same values', () => {
    for (const [key, text] of english) {
      if (key.startsWith('ra.message.bulk_') || text.includes('||||')) continue;
      expect(placeholders(polish.get(key) ?? ''), key).toEqual(placeholders(text));
    }
  });

  it('leave no text of the panel empty', () => {
    for (const [key, text] of [...english, ...polish]) {
      if (key.startsWith('panel.')) expect(text.trim(), key).not.toBe('');
    }
  });

  it('name every state of orders, jobs and connections', () => {
    const named = (part: string, words: readonly string[]): string[] =>
      words.filter((word) => !english.has(`panel.${part}.${word}`));
    expect(named('order_status', ORDER_STATUSES)).toEqual([]);
    expect(named('job_state', JOB_STATES)).toEqual([]);
    expect(named('connection_state', CONNECTION_STATES)).toEqual([]);
  });
});
