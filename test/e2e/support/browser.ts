import { chromium, type Browser, type Page } from 'playwright-core';
import { demo } from './demo';

// Chromium calls its vendor at every start otherwise, which a closed network refuses many times over.
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function openBrowser(): Promise<Browser> {
  // Chromium refuses to run as root with its sandbox.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, headless: true, args: [...QUIET, ...sandbox] });
}

/** The panel in a new window of its own, before anyone signed in. */
export async function openPanel(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, locale: 'en-GB' });
  page.setDefaultTimeout(20_000);
  await page.goto(`${demo().hubUrl}/admin`);
  return page;
}

/** Signs in as the demo administrator. */
export async function signIn(page: Page): Promise<void> {
  const { email, password } = demo().admin;
  await page.locator('input[name="username"], input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('button[type="submit"]').click();
  await page.locator('input[name="password"]').waitFor({ state: 'detached' });
}
