import { describe, expect, it } from 'vitest';
import { niceTop, pathsOf } from './line-path';

const frame = { width: 100, height: 10, top: 10 };

describe('the upper edge of a chart', () => {
  it.each([
    [0, 1],
    [0.3, 0.5],
    [1, 1],
    [7, 10],
    [11, 20],
    [430, 500],
  ])('of %d at most is %d', (most, top) => {
    expect(niceTop(most)).toBe(top);
  });
});

describe('a line', () => {
  it('goes from edge to edge, zero at the bottom', () => {
    expect(pathsOf([0, 10, 5], frame)).toEqual(['M0,10L50,0L100,5']);
  });

  it('has gaps where nothing was measured, and shows a lone point', () => {
    expect(pathsOf([1, 1, null, 2, null], frame)).toEqual(['M0,9L25,9', 'M75,8h6']);
    expect(pathsOf([null, 5], frame)).toEqual(['M94,5h6']);
    expect(pathsOf([null, null], frame)).toEqual([]);
  });
});
