export interface Frame {
  readonly width: number;
  readonly height: number;
  /** The value at the upper edge; the lower edge is zero. */
  readonly top: number;
}

/** The next round number: 1, 2 or 5 times a power of ten; 1 for zero. */
export function niceTop(most: number): number {
  if (most <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const factor = [1, 2, 5, 10].find((one) => one * power >= most) ?? 10;
  return factor * power;
}

/** SVG paths of a line over evenly spaced times; a gap ends one path and begins the next, and a lone point is a dash. */
export function pathsOf(values: readonly (number | null)[], { width, height, top }: Frame): string[] {
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const paths: string[] = [];
  let path = '';
  const end = (): void => {
    if (path !== '') paths.push(path.includes('L') ? path : `${path}h3`);
    path = '';
  };
  for (const [place, value] of values.entries()) {
    if (value === null) {
      end();
      continue;
    }
    const point = `${round(place * step)},${round(height - (value / top) * height)}`;
    path = path === '' ? `M${point}` : `${path}L${point}`;
  }
  end();
  return paths;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
