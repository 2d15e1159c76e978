import type { Browser, Page } from 'playwright-core';
import { openBrowser, openPanel, signIn } from './support/browser';
import { demo } from './support/demo';
import { breakSystem, newNumber, placeOrder } from './support/panel-orders';

const JOURNEY_MS = 60_000;
/** No other walk uses it, so the ERP does not know it until this one tells it. */
const SKU = `UNKNOWN-CUP-${Date.now() % 100_000}`;
const ORDERS = 40;

describe('a morning with forty failed orders', () => {
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
    page = await openPanel(browser);
    page.on('pageerror', (error) => problems.push(error.message));
    await signIn(page);
    await settleWhatOthersLeft(page);
  });

  afterAll(async () => {
    await browser.close();
  });

  const text = (words: string | RegExp) => page.getByText(words).first();
  const open = async (path: string): Promise<void> => {
    await page.goto(`${demo().hubUrl}/admin/${path}`);
  };
  const group = () => page.locator('li', { hasText: SKU.toUpperCase() });

  it('shows them as one cause', async () => {
    await Promise.all(Array.from({ length: ORDERS }, async () => placeOrder(SKU)));
    await open('error-groups');
    await page.getByRole('heading', { level: 1, name: 'Errors' }).waitFor();
    await group().getByText(`${ORDERS} failures`).waitFor({ timeout: JOURNEY_MS });
    await group().getByText(`${ORDERS} orders`).waitFor();
    expect(await group().count()).toBe(1);
    expect(await group().innerText()).toMatch(/PLN.?2,118\.80/);
  });

  it('is gone through with the keyboard', async () => {
    await page.locator('body').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('j');
    await page.locator('li[aria-current="true"]').waitFor();
    await page.keyboard.press('r');
    await page.getByRole('dialog').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Go back' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('explains the cause, takes a comment, and knows who sees to it', async () => {
    await group().getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: 'Enter the order in the ERP' }).waitFor();
    await page.getByRole('heading', { name: 'What failed' }).waitFor();
    await page.getByRole('heading', { name: 'Changed just before' }).waitFor();
    await page.getByLabel('Comment', { exact: true }).fill('The item is missing in the ERP.');
    await page.getByRole('button', { name: 'Add comment' }).click();
    await text(/^The item is missing in the ERP\.$/).waitFor();
    await page.getByLabel('Assigned to').click();
    await page.getByRole('option', { name: demo().admin.email }).click();
    await page.getByRole('combobox', { name: 'Assigned to' }).getByText(demo().admin.email).waitFor();
  });

  it('stops a retry by itself while the cause is still there', async () => {
    await page.getByRole('button', { name: `Retry all ${ORDERS}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/40 orders, worth PLN.?2,118\.80/).waitFor();
    await dialog.getByText(/The first 5 go alone/).waitFor();
    await dialog.getByRole('button', { name: `Retry all ${ORDERS}` }).click();
    await text('Stopped: the same error came back').waitFor({ timeout: JOURNEY_MS });
    await page.getByRole('button', { name: `Retry all ${ORDERS}` }).waitFor({ timeout: JOURNEY_MS });
  });

  it('retries all of them once it is mended, and drains to zero', async () => {
    await control('dynamics-365-bc/advance', { action: 'adjust-stock', sku: SKU, quantity: 1_000 });
    await page.getByRole('button', { name: `Retry all ${ORDERS}` }).click();
    await page
      .getByRole('dialog')
      .getByLabel(/Reason/)
      .fill('The item was added.');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: `Retry all ${ORDERS}` })
      .click();
    await page.locator('[data-bulk="running"], [data-bulk="done"]').first().waitFor({ timeout: JOURNEY_MS });
    await text(`${ORDERS} of ${ORDERS} worked, 0 failed, 0 left`).waitFor({ timeout: JOURNEY_MS });
    await text('0 failures').waitFor();
    await text('None is open any more.').waitFor();
    await page.getByRole('button', { name: 'Settled' }).click();
    await page.getByText('Worked after a retry').filter({ visible: true }).first().waitFor();
    await open('error-groups');
    await page.getByRole('heading', { level: 1, name: 'Errors' }).waitFor();
    await group().waitFor({ state: 'detached' });
  });

  it('corrects one order by hand and tries it again, with the difference before the eyes', async () => {
    const { id, externalId } = await placeOrder('UNKNOWN-TYPO');
    await open(`orders/${id}/show`);
    await page.getByRole('link', { name: 'Correct the order' }).click({ timeout: JOURNEY_MS });
    await page.getByRole('heading', { level: 1, name: `Correct order ${externalId}` }).waitFor();
    await page.getByLabel('SKU').fill('MUG-1');
    await page.locator('del', { hasText: 'UNKNOWN-TYPO' }).waitFor();
    await page.locator('ins', { hasText: 'MUG-1' }).waitFor();
    await page.getByLabel(/^Why/).fill('A typo in the shop.');
    await page.getByRole('button', { name: 'Save and try again' }).click();
    await text('The order is corrected and tried again.').waitFor();
    await text('Our staff corrected the order: A typo in the shop.').waitFor();
    await text(/^The order was entered in the accounting system/).waitFor({ timeout: JOURNEY_MS });
  });

  it('decides what is in doubt by linking one of the documents that are there', async () => {
    const externalId = newNumber();
    // Somebody has entered the order in the ERP by hand, twice; then the hub's own call is cut off.
    const [byHand] = [await enterByHand(externalId), await enterByHand(externalId)];
    await breakSystem('dynamics-365-bc', { kind: 'reset', times: 1, match: 'salesOrders' });
    await placeOrder('MUG-1', externalId);
    await open('in-doubt');
    const row = page.locator('li', { hasText: externalId });
    await row.getByText(`The hub looks for “${externalId}”`).waitFor({ timeout: JOURNEY_MS });
    await row.getByRole('button', { name: 'It is there' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Id/).fill(byHand.id);
    await dialog.getByLabel(/^Number/).fill(byHand.number);
    await dialog.getByRole('button', { name: 'Link a document' }).click();
    await dialog.waitFor({ state: 'detached' });
    await row.waitFor({ state: 'detached' });
    await open('orders');
    await page.getByRole('link', { name: externalId }).click();
    await text(`Our staff linked an existing document ${byHand.number} to the order.`).waitFor();
  });

  it('breaks nothing on the way', () => {
    expect(problems).toEqual([]);
  });
});

async function control(path: string, body: object): Promise<void> {
  const answer = await fetch(`${demo().sandboxUrl}/__sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}.`);
}

/** Orders that other walks have left failed would be counted here. */
async function settleWhatOthersLeft(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const read = async (path) => (await fetch('/admin/api/' + path)).json();
    const { csrfToken } = await read('session');
    await fetch('/admin/api/bulk-actions', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-csrf-token': csrfToken },
      body: JSON.stringify({ kind: 'skip', filter: {}, reason: 'Left by another walk.', perSecond: 50 }),
    });
    while ((await read('bulk-actions')).some(({ finishedAt }) => finishedAt === null)) {
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  })()`);
}

/** Enters an order in the simulated ERP, as its people do. */
async function enterByHand(externalId: string): Promise<{ readonly id: string; readonly number: string }> {
  const erp = `${demo().sandboxUrl}/dynamics-365-bc`;
  const tenant = '9f1d3a52-1c1f-4a5e-8f6a-4b7a0c2e5d11';
  const secrets = { grant_type: 'client_credentials', client_id: 'bc-demo-client', client_secret: 'bc-demo-secret' };
  const scope = 'https://api.businesscentral.dynamics.com/.default';
  const signedIn = await fetch(`${erp}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...secrets, scope }),
  });
  const { access_token: token } = (await signedIn.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const api = `${erp}/v2.0/${tenant}/production/api/v2.0`;
  const companies = (await (await fetch(`${api}/companies`, { headers })).json()) as { value: [{ id: string }] };
  const entered = await fetch(`${api}/companies(${companies.value[0].id})/salesOrders`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ customerNumber: 'WEB', externalDocumentNumber: externalId }),
  });
  if (entered.status !== 201) throw new Error(`The ERP answered ${entered.status}: ${await entered.text()}`);
  return (await entered.json()) as { id: string; number: string };
}
