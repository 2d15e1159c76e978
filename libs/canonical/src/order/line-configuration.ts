import type { LineConfiguration } from './order';
import { pointerTo, type OrderProblem } from './order-problem';

const MOST_OPTIONS = 60;
const LONGEST_NAME = 60;
const LONGEST_TEXT = 200;
const LONGEST_ID = 100;

/** What is wrong with the choice of a line's options. */
export function checkConfiguration(configuration: LineConfiguration, pointer: string): OrderProblem[] {
  const { id, options = {} } = configuration;
  const problems: OrderProblem[] = [];
  if (id.trim() === '' || id.length > LONGEST_ID) {
    const message = `The id of a configuration has 1 to ${LONGEST_ID} characters.`;
    problems.push({ pointer: pointerTo(pointer, 'id'), code: 'configuration.invalid', message });
  }
  if (Object.keys(options).length > MOST_OPTIONS) {
    const message = `At most ${MOST_OPTIONS} options are allowed.`;
    problems.push({ pointer: pointerTo(pointer, 'options'), code: 'configuration.invalid', message });
  }
  for (const [name, value] of Object.entries(options)) {
    if (name.trim() !== '' && name.length <= LONGEST_NAME && isOption(value)) continue;
    const at = pointerTo(pointerTo(pointer, 'options'), name);
    const message = `An option is text of at most ${LONGEST_TEXT} characters, a number, true or false.`;
    problems.push({ pointer: at, code: 'configuration.invalid', message });
  }
  return problems;
}

function isOption(value: unknown): boolean {
  return typeof value === 'string' ? value.length <= LONGEST_TEXT : ['number', 'boolean'].includes(typeof value);
}
