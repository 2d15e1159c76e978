/** One line per stage: its name when it begins, its seconds when it is done. */
export async function stage(name, work) {
  const from = Date.now();
  process.stdout.write(`${name} ... `);
  try {
    const result = await work();
    process.stdout.write(`${seconds(from)}\n`);
    return result;
  } catch (error) {
    process.stdout.write(`failed after ${seconds(from)}\n`);
    throw error;
  }
}

export function seconds(from) {
  return `${((Date.now() - from) / 1000).toFixed(1)} s`;
}
