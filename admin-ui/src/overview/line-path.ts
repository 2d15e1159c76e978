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

/**
 * SVG paths of a line over evenly spaced times; a gap ends one path and begins the next. A lone point is a dash,
 * inside the frame also at its edge.
 */
export function pathsOf(values: readonly (number | null)[], { width, height, top }: Frame): string[] {
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const paths: string[] = [];
  let points: { readonly x: number; readonly y: number }[] = [];
  const end = (): void => {
    const [first, ...more] = points;
    points = [];
    if (first === undefined) return;
    const from = more.length > 0 ? first.x : Math.min(first.x, width - DASH);
    const rest = more.length > 0 ? more.map(({ x, y }) => `L${x},${y}`).join('') : `h${DASH}`;
    paths.push(`M${from},${first.y}${rest}`);
  };
  for (const [place, value] of values.entries()) {
    if (value === null) end();
    else points.push({ x: round(place * step), y: round(height - (value / top) * height) });
  }
  end();
  return paths;
}

const DASH = 6;

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
