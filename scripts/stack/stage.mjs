let output = process.stdout;

/** Where the lines go; the standard output unless it is said. */
export function reportStagesTo(stream) {
  output = stream;
}

/** One line per stage: its name when it begins, its seconds when it is done. */
export async function stage(name, work) {
  const from = Date.now();
  output.write(`${name} ... `);
  try {
    const result = await work();
    output.write(`${seconds(from)}\n`);
    return result;
  } catch (error) {
    output.write(`failed after ${seconds(from)}\n`);
    throw error;
  }
}

export function seconds(from) {
  return `${((Date.now() - from) / 1000).toFixed(1)} s`;
}
