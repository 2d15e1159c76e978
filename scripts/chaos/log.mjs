import { appendFileSync } from 'node:fs';

/** One line per event, with its time since the beginning: on the screen and in a file. */
export function createLog(file, write = (line) => console.log(line)) {
  const from = Date.now();
  return {
    file,
    say(text) {
      const line = `${((Date.now() - from) / 1_000).toFixed(1).padStart(7)} s  ${text}`;
      appendFileSync(file, `${line}\n`);
      write(line);
    },
    /** In the file only. */
    note(text) {
      appendFileSync(file, `${((Date.now() - from) / 1_000).toFixed(1).padStart(7)} s  ${text}\n`);
    },
  };
}
