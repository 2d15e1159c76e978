import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPanelApi, type RunningPanelApi, type Answer } from './running-panel-api';

const folder = mkdtempSync(path.join(tmpdir(), 'crossdock-panel-'));
let panel: RunningPanelApi;
beforeAll(async () => {
  panel = await startPanelApi({ folder, publicUrl: 'https://hub.example.com' });
});
afterAll(async () => {
  await panel.close();
  rmSync(folder, { recursive: true });
});

const load = async (address: string): Promise<Answer> => panel.visitor().call('GET', address);
const build = (html: string, at: number): void => {
  writeFileSync(path.join(folder, 'index.html'), html);
  utimesSync(path.join(folder, 'index.html'), at, at);
};

describe('the panel', () => {
  it('says in a sentence that it is not built', async () => {
    const answer = await load('/admin/');
    expect(answer.status).toBe(503);
    expect(answer.body).toContain('The panel is not built yet');
    expect((await load('/admin/assets/main.js')).status).toBe(404);
  });

  it('has one page at every address, with a policy of its own', async () => {
    mkdirSync(path.join(folder, 'assets'));
    writeFileSync(path.join(folder, 'assets', 'main-4f2a.js'), 'start()');
    build('<script src="/admin/assets/main-4f2a.js"></script>', 1_000);
    for (const address of ['/admin/', '/admin/orders', '/admin/orders/0193-7/show', '/admin/index.html']) {
      const answer = await load(address);
      expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('main-4f2a.js') });
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-cache',
        'content-security-policy': expect.stringContaining(`frame-ancestors 'none'`),
        'strict-transport-security': 'max-age=31536000',
        'x-content-type-options': 'nosniff',
      });
    }
    const { status, headers } = await load('/admin');
    expect([status, headers.location]).toEqual([302, '/admin/']);
  });

  it('lets browsers keep its files for ever', async () => {
    const answer = await load('/admin/assets/main-4f2a.js');
    expect(answer).toMatchObject({ status: 200, body: 'start()' });
    expect(answer.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
    });
  });

  it('is another one as soon as it was built anew', async () => {
    build('<p>new</p>', 2_000);
    expect((await load('/admin/')).body).toBe('<p>new</p>');
  });

  it.each(['/admin/..%2f..%2fetc/passwd.txt', '/admin/%2e%2e/secret.txt', '/admin/assets/none.js', '/admin/api/none'])(
    'has nothing at %s',
    async (address) => {
      const answer = await load(address);
      expect(answer.status).toBe(404);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    },
  );

  it('has a cookie for HTTPS alone where people come by HTTPS', async () => {
    const visitor = await panel.as('viewer');
    const answer = await visitor.signIn('viewer@example.com', 'a long enough password');
    expect(answer.headers['set-cookie']).toMatch(/; HttpOnly; SameSite=Lax; Secure$/);
  });
});
