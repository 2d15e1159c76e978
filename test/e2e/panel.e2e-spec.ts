import type { Browser, Page } from 'playwright-core';
import { openBrowser, openPanel, signIn } from './support/browser';
import { demo } from './support/demo';
import { breakSystem, placeOrder } from './support/panel-orders';

/** An order takes some seconds through all simulated systems. */
const JOURNEY_MS = 60_000;

describe('the panel', () => {
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
    page = await openPanel(browser);
    page.on('pageerror', (error) => problems.push(error.message));
    await signIn(page);
  });

  afterAll(async () => {
    await browser.close();
  });

  async function open(path: string): Promise<void> {
    await page.goto(`${demo().hubUrl}/admin/${path}`);
  }

  const text = (words: string | RegExp) => page.getByText(words).first();

  it('shows on the start page how every connection is', async () => {
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    for (const { id } of demo().connections) await page.locator(`main a[href$="/connections/${id}/show"]`).waitFor();
  });

  it('refuses a wrong password in words', async () => {
    const other = await openPanel(browser);
    await other.locator('input[name="email"]').fill('nobody@example.com');
    await other.locator('input[name="password"]').fill('wrong');
    await other.locator('button[type="submit"]').click();
    await other.getByText('The e-mail address or the password is wrong.').waitFor();
    await other.close();
  });

  it('finds an order by its number and shows it reach the courier, step by step', async () => {
    const { externalId } = await placeOrder('MUG-1');
    await open('orders');
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(externalId);
    await page.getByRole('link', { name: externalId }).click();
    await page.getByRole('heading', { level: 1, name: `Order ${externalId}` }).waitFor();
    await text(/^The order was accepted/).waitFor();
    await text(/^The warehouse packed the products/).waitFor({ timeout: JOURNEY_MS });
    await text(/^The courier has the parcel/).waitFor({ timeout: JOURNEY_MS });
    await page.getByRole('link', { name: 'Label' }).first().waitFor();
    await page.getByRole('link', { name: 'Track' }).first().waitFor();
  });

  it('shows what was said between the systems', async () => {
    await page.getByRole('link', { name: 'Ask the warehouse to pack' }).click();
    await page.getByRole('heading', { name: /^Attempt 1/ }).waitFor();
    await page.getByLabel('Request', { exact: true }).first().waitFor();
    await page.getByLabel('Response', { exact: true }).first().waitFor();
    expect(await page.locator('main').innerText()).not.toContain('zofia@example.com');
  });

  it('says why an order needs a person, and tries its job again when told to', async () => {
    const { id } = await placeOrder('UNKNOWN-1');
    await open(`orders/${id}/show`);
    await text('A person is needed').waitFor({ timeout: JOURNEY_MS });
    expect(await page.locator('main').innerText()).toContain('UNKNOWN-1');
    await page.getByRole('link', { name: 'Enter the order in the ERP' }).click();
    await page.getByRole('heading', { name: 'What failed' }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click();
    await text('The job is tried again.').waitFor();
    await page.getByRole('heading', { name: /^Attempt 2/ }).waitFor({ timeout: JOURNEY_MS });
  });

  it('cancels that order with a reason', async () => {
    await page.locator('main a[href*="/orders/"][href$="/show"]').first().click();
    await page.getByRole('button', { name: 'Cancel order' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/Reason/).fill('The buyer changed their mind.');
    await dialog.getByRole('button', { name: 'Cancel the order' }).click();
    await text('Cancelled').waitFor({ timeout: JOURNEY_MS });
    await text(/The buyer changed their mind/).waitFor();
  });

  it('shows the failed attempts of a warehouse that answers 500 for a while', async () => {
    await breakSystem('wms', { kind: 'http-500', times: 2, match: '/fulfilments' });
    const { id } = await placeOrder('MUG-2');
    await open(`orders/${id}/show`);
    await text(/^The warehouse received the order/).waitFor({ timeout: JOURNEY_MS });
    await page.getByRole('link', { name: 'Ask the warehouse to pack' }).click();
    await page.getByRole('heading', { name: /^Attempt 2/ }).waitFor();
  });

  it('pauses a connection with a reason and resumes it', async () => {
    await open('connections/wms/show');
    await page.getByRole('button', { name: 'Test' }).click();
    await text(/^The system answered in/).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page
      .getByRole('dialog')
      .getByLabel(/Reason/)
      .fill('Stocktaking');
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    await text('Stocktaking').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
  });

  it('speaks Polish when asked, also after the page is loaded again', async () => {
    await page.getByRole('button', { name: /^Language/ }).click();
    await page.getByRole('menuitem', { name: 'Polski' }).click();
    await page.getByRole('menuitem', { name: 'Zamówienia' }).click();
    await page.getByRole('heading', { level: 1, name: 'Zamówienia' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Zamówienia' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('pl');
    await page.getByRole('button', { name: /^Język/ }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor();
  });

  it('fits a phone without scrolling sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open('');
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(390);
    expect(problems).toEqual([]);
  });
});
