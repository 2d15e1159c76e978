import type { Browser, Page } from 'playwright-core';
import { openBrowser, openPanel, signIn } from './support/browser';
import { demo } from './support/demo';
import { placeOrder } from './support/panel-orders';

/** Until an order that cannot be entered in the ERP has said so. */
const FAILED_MS = 60_000;

describe('work with orders in the panel', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await openPanel(browser);
    await signIn(page);
  });

  afterAll(async () => {
    await browser.close();
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });
  const address = async (isFiltered: boolean): Promise<void> =>
    page.waitForURL(({ href }) => decodeURIComponent(href).includes('"attention":true') === isFiltered);

  it('holds an order, releases it and takes that back', async () => {
    const { id } = await placeOrder('UNKNOWN-1');
    await page.goto(`${demo().hubUrl}/admin/orders/${id}/show`);
    await page.getByText('A person is needed').first().waitFor({ timeout: FAILED_MS });
    await button('Hold').click();
    await page.getByLabel(/Reason/).fill('The address looks odd');
    await inDialog('Hold').click();
    await page.getByText('Reason: The address looks odd').waitFor();
    await button('Release').click();
    await page.getByText('The order goes on.').waitFor();
    await button('Undo').click();
    await page.getByText('Reason: The address looks odd').waitFor();
    await page.getByText('Our staff put the order on hold: The address looks odd.').nth(1).waitFor();
  });

  it('keeps the filters of the list under a name, and brings a removed one back', async () => {
    await page.goto(`${demo().hubUrl}/admin/orders`);
    await button('Needs a person').click();
    await address(true);
    await button('Saved filters').click();
    await button('Save these filters…').click();
    await page.getByLabel('Name', { exact: true }).fill('Mine to mend');
    await inDialog('Save').click();
    await page.getByText('The filter is saved.').waitFor();
    await button('Needs a person').click();
    await address(false);
    await button('Saved filters').click();
    await button('Mine to mend').click();
    await address(true);
    await button('Saved filters').click();
    await button('Remove the filter “Mine to mend”').click();
    await page.getByText('The filter is removed.').waitFor();
    await button('Undo').click();
    await button('Saved filters').click();
    await button('Mine to mend').waitFor();
    await page.keyboard.press('Escape');
  });

  it('hands out the orders of the list as a file', async () => {
    await button('Export').click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'CSV file' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^orders-\d{4}-\d\d-\d\d\.csv$/);
    expect(await file.failure()).toBeNull();
  });
});
