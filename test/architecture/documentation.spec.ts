import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ERROR_CLASSES, HTTP_ERROR_CODES, statusCode } from '@crossdock/connector-kit';
import type { AnyFlow } from '@crossdock/flow-engine';
import { CONCERN_CODES } from '../../apps/hub/src/admin-api/overview/verdict';
import { orderFulfilmentFlow } from '../../apps/hub/src/flows/order-fulfilment/order-fulfilment.flow';
import { importOrderFlow } from '../../apps/hub/src/flows/order-import/import-order.flow';
import { pullOrdersFlow } from '../../apps/hub/src/flows/order-import/pull-orders.flow';
import { notifyShopFlow } from '../../apps/hub/src/flows/shop-notification/notify-shop.flow';
import { offerStockFlow } from '../../apps/hub/src/flows/stock/offer-stock.flow';
import { readStockFlow } from '../../apps/hub/src/flows/stock/read-stock.flow';
import { tellStockFlow } from '../../apps/hub/src/flows/stock/tell-stock.flow';
import { OrderIntake } from '../../apps/hub/src/orders/order-intake';
import { TIMELINE_CODES } from '../../apps/hub/src/orders/timeline';
import { environment } from '../../apps/hub/src/platform/settings/settings';

const ROOT = path.resolve(__dirname, '../..');
const DAY_MS = 86_400_000;
const NOTHING = '–';
const NOT_PRODUCTION = /\.spec\.ts$|\/testing\//;
/**
 * An issue of the schema library, a word beside a code, a failure without an error, what is told in timelines and on the
 * start page.
 */
const OTHER_CODES: ReadonlySet<string> = new Set([
  'custom',
  'settings',
  'unknown',
  ...TIMELINE_CODES,
  ...CONCERN_CODES,
]);
/** Made of parts, so that no reading of the source finds them whole. */
const COMPOSED_CODES = ['fulfilment.refused', 'fulfilment.cancelled', statusCode(0).replace(/\.0$/, '')];

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => path.posix.join(folder, file));
}

const sources = [...filesIn('apps/hub/src', '.ts'), ...filesIn('libs', '.ts')].filter(
  (file) => !NOT_PRODUCTION.test(file),
);

/** Texts in quotation marks, where the code of an error or a problem is given. */
function codesIn(source: string): readonly string[] {
  const given = [...source.matchAll(/\bcode: ([^,\n]*)/g)].flatMap(([, value = '']) => quotedIn(value));
  const listed = [...source.matchAll(/_CODES = \{([^}]*)\}/g)].flatMap(([, list = '']) => quotedIn(list));
  const ofItems = [...source.matchAll(/\bfailed\(\s*\w+(?:\.\w+)?,\s*('[^']+')/g)].flatMap(([, code = '']) =>
    quotedIn(code),
  );
  return [...given, ...listed, ...ofItems].filter((code) => !OTHER_CODES.has(code));
}

function quotedIn(text: string): readonly string[] {
  return [...text.matchAll(/'([a-z0-9]+(?:[._-][a-z0-9]+)*)'/g)].map(([, code]) => code!);
}

/** First cells of the tables below a heading, without their quotation. */
function firstCells(document: string, heading: string): readonly string[] {
  return rowsBelow(document, heading).map(([first]) => first!);
}

function rowsBelow(document: string, heading: string): readonly (readonly string[])[] {
  const [, after = ''] = document.split(`\n## ${heading}\n`);
  const [section = ''] = after.split('\n## ');
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

describe('the page of errors', () => {
  const page = read('docs/errors.md');
  const documented = ['Codes of jobs', 'Problem types', 'Details of a refused request'].flatMap((heading) =>
    firstCells(page, heading),
  );
  const inCode = new Set([
    // The importer has words of its own for the rows of a file.
    ...sources.filter((file) => !file.includes('/cli/')).flatMap((file) => codesIn(read(file))),
    ...Object.values(HTTP_ERROR_CODES),
    ...COMPOSED_CODES,
  ]);

  it('names every code of errors and problems', () => {
    expect(inCode.size).toBeGreaterThan(150);
    expect([...inCode].filter((code) => !documented.includes(code))).toEqual([]);
  });

  it('names no code that is not there, and each once', () => {
    expect(documented.filter((code) => !inCode.has(code))).toEqual([]);
    expect(documented.filter((code, index) => documented.indexOf(code) !== index)).toEqual([]);
  });

  it('says what the hub does about every class', () => {
    expect([...firstCells(page, 'What happens by itself')].sort()).toEqual([...ERROR_CLASSES, 'bug'].sort());
  });
});

describe('the page of flows', () => {
  const page = read('docs/flows.md');
  const unused = (): never => {
    throw new Error('Nothing is run here.');
  };
  const importing = importOrderFlow(new OrderIntake(orderFulfilmentFlow), unused);
  const flows: readonly AnyFlow[] = [
    orderFulfilmentFlow,
    importing,
    pullOrdersFlow(importing),
    notifyShopFlow,
    readStockFlow,
    tellStockFlow,
    offerStockFlow,
  ];

  it('has every flow that the hub has', () => {
    const files = sources.filter((file) => file.endsWith('.flow.ts'));
    expect(files).toHaveLength(flows.length);
    const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(flows.map(({ name }) => name));
  });

  it.each(flows.map((flow) => [flow.name, flow] as const))('has the steps of %s as they are in code', (name, flow) => {
    const steps = flow.steps.map(({ name: step, kind, port, after, giveUpAfterMs }) => [
      step,
      kind,
      port,
      after.join(', ') || NOTHING,
      giveUpAfterMs === undefined ? NOTHING : `${giveUpAfterMs / DAY_MS} days`,
    ]);
    expect(rowsBelow(page, name).map((row) => row.slice(0, 5))).toEqual(steps);
  });

  it('says which steps undo something', () => {
    const undo = flows.flatMap(({ steps }) => steps.filter(({ phase }) => phase === 'undo').map((step) => step.name));
    const told = flows.flatMap(({ name }) => rowsBelow(page, name)).filter((row) => row[5]!.startsWith('Undo.'));
    expect(told.map(([step]) => step)).toEqual(undo);
  });
});

describe('the documentation', () => {
  const pages = ['README.md', 'apps/sandbox/README.md', ...filesIn('docs', '.md')];

  it.each(pages)('leads from %s to files and headings that are there', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
    const relative = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(relative.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });

  it('would see a link that leads nowhere', () => {
    expect(leadsSomewhere('README.md', 'docs/nothing.md')).toBe(false);
    expect(leadsSomewhere('README.md', 'docs/flows.md#no-such-flow')).toBe(false);
    expect(leadsSomewhere('docs/errors.md', 'flows.md#notify-shop')).toBe(true);
  });

  it('has every setting of the hub', () => {
    const settings = Object.keys(environment.shape);
    expect(settings.filter((name) => !read('README.md').includes(`| \`${name}\``))).toEqual([]);
  });

  it('has every figure that the hub counts', () => {
    const names = sources.flatMap((file) => read(file).match(/\bcrossdock_[a-z]+(_[a-z]+)+\b/g) ?? []);
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !read('docs/operations.md').includes(`\`${name}\``))).toEqual([]);
  });

  it('lists every decision', () => {
    const decisions = filesIn('docs/adr', '.md').map((file) => path.posix.basename(file));
    const list = read('docs/adr/README.md');
    expect(decisions.filter((file) => file !== 'README.md' && !list.includes(`(${file})`))).toEqual([]);
  });
});

function leadsSomewhere(page: string, link: string): boolean {
  const [file = '', heading] = link.split('#');
  const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
  if (!existsSync(path.join(ROOT, target))) return false;
  if (heading === undefined) return true;
  const headings = [...read(target).matchAll(/^#+ (.+)$/gm)].map(([, text]) => text!);
  return headings.some((text) => anchorOf(text) === heading);
}

/** As the usual viewers make them: small letters, hyphens for blanks, no punctuation. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}
