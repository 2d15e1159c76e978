import type { Browser, Page } from 'playwright-core';
import { openBrowser, openPanel, signIn } from './support/browser';
import { demo } from './support/demo';

const LINE = { id: '1', sku: 'MUG-1', quantity: '12', listPrice: '20.00', taxRate: '23' };

async function unitPrice(): Promise<string> {
  const { hubUrl, apiKey } = demo();
  const answer = await fetch(`${hubUrl}/api/v1/quotes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ currency: 'PLN', lines: [LINE] }),
  });
  const { lines } = (await answer.json()) as { lines: { unitPrice: string }[] };
  return lines[0]?.unitPrice ?? `answered ${answer.status}`;
}

describe('rules that are changed in the panel', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await openPanel(browser);
    await signIn(page);
    await page.goto(`${demo().hubUrl}/admin/decisions/price/show`);
  });
  afterAll(async () => {
    await browser.close();
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });
  const cell = (name: string) => page.getByRole('textbox', { name: `${name}, 1`, exact: true });

  it('say what is wrong with a cell before anything is saved', async () => {
    await page.getByRole('tab', { name: /Volume breaks/ }).click();
    await button('Add a row').click();
    for (const [column, text] of [
      ['Quantity', '>= 10'],
      ['Code', '"volume-10"'],
      ['Label', '"From ten on"'],
      ['Type', '"percent"'],
      ['Value', '10 +'],
    ] as const) {
      await cell(column).fill(text);
    }
    await button('Save draft').click();
    await page.getByText('Volume breaks, row 1, Value: "10 +" cannot be read').waitFor();
  });

  it('change prices once they are published, and not before', async () => {
    await cell('Value').fill('10');
    await button('Save draft').click();
    await page.getByText('Draft: version 2').waitFor();
    expect(await unitPrice()).toBe('20.00');
    await button('Run').click();
    await page.getByText('Passed').waitFor();
    await button('Compare with the live version').click();
    await page.getByText('Questions compared').waitFor();
    await button('Publish').click();
    await page.getByLabel(/Reason/).fill('Ten per cent for boxes');
    await inDialog('Publish').click();
    await page.getByText('Live: version 2').waitFor();
    while ((await unitPrice()) === '20.00') await page.waitForTimeout(100);
    expect(await unitPrice()).toBe('18.00');
  });

  it('show why a price is what it is', async () => {
    await page.reload();
    await page
      .getByRole('button', { name: /^Quote · Version 2/ })
      .first()
      .click();

    await page.getByRole('dialog').getByText('Line 1, Volume breaks: row 1').waitFor();
    await inDialog('Close').click();
  });

  it('are taken back with one click', async () => {
    await button('Go back to it').click();
    await page.getByLabel(/Reason/).fill('Too generous');
    await inDialog('Go back to it').click();
    await page.getByText('Live: version 1').waitFor();
    while ((await unitPrice()) !== '20.00') await page.waitForTimeout(100);
  });
});
