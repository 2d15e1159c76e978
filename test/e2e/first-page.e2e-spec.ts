import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { openBrowser, openPanel, signIn } from './support/browser';

/** JavaScript of the sign-in and the start page together, compressed: more makes the first look slow. */
const MOST_BYTES = 400_000;

describe('the first page of the panel', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  it('needs less than 400 kB of compressed JavaScript', async () => {
    const page = await openPanel(browser);
    const scripts = new Map<string, Promise<Buffer>>();
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body());
    });
    await page.reload();
    await signIn(page);
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.waitForLoadState('load');
    const sizes = await Promise.all([...scripts.values()].map(async (body) => gzipSync(await body).length));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    process.stdout.write(`First page: ${bytes} bytes of JavaScript in ${sizes.length} files, compressed.\n`);
    // Fewer would mean that the files were not seen.
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(MOST_BYTES);
  });
});
