import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openPanel, signIn } from './support/browser';
import { demo } from './support/demo';
import { placeOrder } from './support/panel-orders';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const SERIOUS = new Set(['serious', 'critical']);

/** Every page that the menu leads to, and one record of each kind. `:` stands for the first record of the list. */
const PAGES = [
  '',
  'orders',
  'orders/:/show',
  'error-groups',
  'error-groups/:/show',
  'in-doubt',
  'sync-jobs',
  'sync-jobs/:/show',
  'connections',
  'connections/:/show',
  'connections/:',
  'connections/create',
  'decisions',
  'decisions/price/show',
  'channels',
  'channels/:',
  'channels/create',
  'webhook-deliveries',
  'received-webhooks',
  'schedules',
  'schedules/housekeeping/show',
  'users',
  'api-keys',
  'audit-events',
  'own-password',
];

describe.each(['light', 'dark'] as const)('the panel in its %s theme', (colorScheme) => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await openPanel(browser);
    await page.emulateMedia({ colorScheme });
    await signIn(page);
    await placeOrder('UNKNOWN-1');
    await page.goto(`${demo().hubUrl}/admin/error-groups`);
    await page.getByRole('main').getByRole('link').first().waitFor();
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each(PAGES)('/%s has nothing that is seriously inaccessible', async (path) => {
    await page.goto(`${demo().hubUrl}/admin/${await addressOf(page, path)}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.waitForLoadState('networkidle');
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
      return axe.run();
    });
    const found = violations
      .filter(({ impact }) => SERIOUS.has(impact ?? ''))
      .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ''}`));
    expect(found).toEqual([]);
  });
});

async function addressOf(page: Page, path: string): Promise<string> {
  const [resource = '', part] = path.split('/');
  if (part !== ':') return path;
  const id = await page.evaluate(async (name) => {
    const rows = (await (await fetch(`/admin/api/${name}?range=%5B0%2C0%5D`)).json()) as { id: string }[];
    return rows[0]?.id ?? '';
  }, resource);
  return path.replace(':', encodeURIComponent(id));
}
